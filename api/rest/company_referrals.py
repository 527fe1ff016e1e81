"""Referrals, for the company that was sent them: whom it may know, and what it answers."""

from typing import Any

from flask import Response, abort, current_app, jsonify
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from api.access import open_to
from api.clock import now
from api.disclosures import introduced
from api.errors import Refused
from api.extensions import principal, reading, writing
from api.presenters.company_referrals import company_referral, referral_standing
from api.presenters.failures import failure_sentence
from api.presenters.imports import import_document
from api.presenters.pages import envelope
from api.registry_files.errors import RegistryFileError
from api.rest.blueprints import FILE_LIMIT, RestBlueprint, refusal
from api.rest.repeats import PARAMETER, repeatable
from api.schemas.rest.company_referrals import (
    AnswersFile,
    AnswersRead,
    CompanyAnswer,
    CompanyReferral,
    CompanyReferralPage,
    ReferralStanding,
)
from api.services.acting import Acting
from api.services.imports.answer_rows import opened_to_company
from api.services.imports.import_hires import read_answers
from api.services.placing.answer_as_company import answering, give_answer, too_far
from models.principal import Role
from models.queries.referrals import find_referral
from models.queries.sent_referrals import sent_referrals
from models.referral import Referral

MOST_ANSWERS = 500  # of one file

blueprint = RestBlueprint("company_referrals", "Referrals, for the company that was sent them.")


def list_sent(page: int, page_size: int) -> Response:
    """The referrals that one was sent, in the order of sending."""
    found = sent_referrals(reading(), page=page, page_size=page_size)
    told = introduced(found.items)
    items = [company_referral(each, told.get(each.ref)) for each in found.items]
    return jsonify(CompanyReferralPage().dump(envelope(found, items)))


def read_sent(handle: str) -> Response:
    """One referral that one was sent."""
    referral = _own(reading(), handle)
    told = introduced([referral])
    return jsonify(CompanyReferral().dump(company_referral(referral, told.get(referral.ref))))


@blueprint.post("/referrals/<handle>/answer")
@open_to(Role.COMPANY)
@blueprint.doc(parameters=[PARAMETER], responses={str(code): refusal(code) for code in (404, 409)})
@blueprint.arguments(CompanyAnswer)
@blueprint.response(200, ReferralStanding)
@repeatable
def answer(told: dict[str, Any], handle: str) -> Response:
    """Invite the person, offer the post, report the hire, or decline. A hire takes a place of the opening.

    The answer names nobody: it is kept for whoever sends the request again, and a consent may end before.
    """
    seen = _own(writing(), handle)
    acting = Acting(writing(), principal(), now())
    if far := too_far(acting, told):
        raise Refused(422, "INVALID_FIELDS", far)
    with answering(acting, seen) as referral:
        give_answer(acting, referral, told, current_app.config["POLICY"])
        return jsonify(ReferralStanding().dump(referral_standing(referral)))


@blueprint.post("/referrals/answers")
@open_to(Role.COMPANY)
@blueprint.arguments(AnswersFile, location="files")
@blueprint.response(200, AnswersRead)
def answer_by_file(files: dict[str, FileStorage]) -> dict[str, Any]:
    """Report hires and refusals in one file, by the template of hires; sent again, it changes nothing."""
    content = files["file"].stream.read(FILE_LIMIT)
    acting = Acting(writing(), principal(), now())
    try:
        answers = read_answers(content, acting.today, MOST_ANSWERS)
    except RegistryFileError as error:
        raise Refused(422, error.code.value, said=failure_sentence(error.code, error.params)) from error
    result = answers.give(acting, current_app.config["POLICY"], opened_to_company)
    return import_document(result)


def _own(session: Session, handle: str) -> Referral:
    """A referral that one was sent; 404 for another's, as for none."""
    referral = find_referral(session, handle)
    if referral is None:
        abort(404)
    return referral
