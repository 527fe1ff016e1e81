"""A student's consents, for officers: recorded with evidence, taken back at once; every look is audited."""

from typing import Any

from flask import Response, abort, jsonify

from api.access import open_to
from api.clock import now
from api.errors import Refused
from api.extensions import acting, audit, reading, writing
from api.presenters.referrals import consent_document, consent_page_document
from api.rest.blueprints import RestBlueprint, refusal
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.rest.envelopes import PageQuery
from api.schemas.rest.officer_consents import (
    ConsentPage,
    ConsentPost,
    ConsentRecord,
    ConsentsWithdrawal,
    ConsentsWithdrawn,
)
from api.services.placing.give_consent import give_consent, withdraw_consent
from matcher.vocabulary import Signer, Way
from models.audit import Act
from models.company import Company
from models.principal import OFFICERS
from models.queries import companies, students
from models.queries.consents import consents_of

blueprint = RestBlueprint("consents", "To which companies a student agrees to be named.")


@blueprint.get("/students/<ref>/consents")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, ConsentPage)
def list_consents(query: dict[str, Any], ref: str) -> dict[str, Any]:
    """Whatever a student has agreed to, live or not, the newest first."""
    student = students.get(reading(), ref) or abort(404)
    audit(Act("student.consents", ("student", student.ref), tuple(ConsentRecord().fields)))
    page = consents_of(reading(), student.id, page=query["page"], page_size=query["page_size"])
    return consent_page_document(page, now())


@blueprint.post("/students/<ref>/consents")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404), "409": refusal(409)})
@blueprint.arguments(ConsentPost)
@blueprint.response(201, ConsentRecord)
def give(told: dict[str, Any], ref: str) -> Response:
    """Record that a student agrees to be named to a company; what was proposed there moves on."""
    student = students.get(writing(), ref) or abort(404)
    consent = give_consent(
        acting(),
        student,
        _company(told["company"]),
        signer=Signer(told["signer"]),
        way=Way.OFFICER,
        until=told["until"],
        evidence=told["evidence"],
    )
    response = jsonify(ConsentRecord().dump(consent_document(consent, now())))
    response.status_code = 201
    return response


@blueprint.post("/students/<ref>/consents/withdraw")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.arguments(ConsentsWithdrawal)
@blueprint.response(200, ConsentsWithdrawn)
def withdraw(told: dict[str, Any], ref: str) -> dict[str, Any]:
    """Take back all that a student has agreed to for a company, and every open referral there with it."""
    student = students.get(writing(), ref) or abort(404)
    return {"withdrawn": withdraw_consent(acting(), student, _company(told["company"]), Way.OFFICER)}


def _company(ref: str) -> Company:
    found = companies.get(writing(), ref)
    if found is None:
        raise Refused(
            422, "INVALID_FIELDS", [Finding("company", ProblemCode.COMPANY_UNKNOWN, Severity.ERROR)]
        )
    return found
