"""Companies, for officers; whom to talk to there is a person's name, so that looking is audited."""

from typing import Any

from flask import Response, abort, current_app, jsonify, url_for

from api.access import open_to
from api.errors import Refused, refusing_fields
from api.extensions import acting, audit, reading, writing
from api.presenters.records import company_record
from api.presenters.registries import page_document
from api.rest.blueprints import RestBlueprint, refusal
from api.rest.versions import IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED, check_version, tag, unless_known
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.rest.envelopes import FindQuery
from api.schemas.rest.officer_companies import (
    CompanyPage,
    CompanyPost,
    CompanyRecord,
    CompanyStanding,
    CompanyTold,
    CompanyTrust,
    Suspension,
    Trust,
)
from api.services.registry.change_trust import change_trust
from api.services.registry.register_company import correct_company, register_company
from api.services.registry.suspend_company import resume_company, suspend_company
from models.audit import Act
from models.company import Company
from models.principal import OFFICERS, Role
from models.queries import companies

PERSONAL = ("contact", "phone", "suspended_reason")

blueprint = RestBlueprint("companies", "Partner companies, as officers see them.")


@blueprint.get("/companies")
@open_to(*OFFICERS)
@blueprint.arguments(FindQuery, location="query")
@blueprint.response(200, CompanyPage)
def find_companies(query: dict[str, Any]) -> dict[str, Any]:
    """Companies by name, code, place or reference."""
    within = current_app.config["DISTRICT"]
    return page_document(
        companies.find(reading(), query["q"], page=query["page"], page_size=query["page_size"], within=within)
    )


@blueprint.get("/companies/<ref>")
@open_to(*OFFICERS)
@blueprint.doc(parameters=[IF_NONE_MATCH], responses={"304": NOT_MODIFIED, "404": refusal(404)})
@blueprint.response(200, CompanyRecord)
def read_company(ref: str) -> Response:
    """One company, with the version as ETag."""
    company = companies.get(reading(), ref)
    if company is None:
        abort(404)
    audit(Act("company.read", ("company", company.ref), fields=PERSONAL))
    return unless_known(_record(company))


@blueprint.post("/companies")
@open_to(Role.OFFICER)
@blueprint.doc(responses={"409": refusal(409)})
@blueprint.arguments(CompanyPost)
@blueprint.response(201, CompanyRecord)
def register(told: dict[str, Any]) -> Response:
    """Register a company by hand; 409 for one that is known by its code, or without one by its name."""
    with refusing_fields():
        company = register_company(acting(), told, within=current_app.config["DISTRICT"])
    response = _record(company)
    response.status_code = 201
    response.headers["Location"] = url_for("companies.read_company", ref=company.ref)
    return response


@blueprint.patch("/companies/<ref>")
@open_to(Role.OFFICER)
@blueprint.doc(parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 409, 412, 428)})
@blueprint.arguments(CompanyTold)
@blueprint.response(200, CompanyRecord)
def correct(told: dict[str, Any], ref: str) -> Response:
    """Change some of a company; null takes a field back."""
    company = _to_change(ref)
    with refusing_fields():
        correct_company(acting(), company, told, within=current_app.config["DISTRICT"])
    audit(Act("company.read", ("company", company.ref), fields=PERSONAL))
    return _record(company)


@blueprint.post("/companies/<ref>/trust")
@open_to(*OFFICERS)
@blueprint.doc(parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 412, 428)})
@blueprint.arguments(Trust)
@blueprint.response(200, CompanyTrust)
def trust_company(trust: dict[str, Any], ref: str) -> Response:
    """Let a company's posts go live at once, or have them looked at first; what is listed stays as it is."""
    company = _to_change(ref)
    change_trust(acting(), company, trusted=trust["trusted"])
    return tag(jsonify(CompanyTrust().dump(company)), company)


@blueprint.post("/companies/<ref>/suspend")
@open_to(Role.OFFICER)
@blueprint.doc(parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 409, 412, 428)})
@blueprint.arguments(Suspension)
@blueprint.response(200, CompanyStanding)
def suspend(suspension: dict[str, Any], ref: str) -> Response:
    """Stop working with a company: its keys are dead at once, and its openings on no list."""
    company = _to_change(ref)
    if not suspension["reason"].strip():
        raise Refused(422, "INVALID_FIELDS", [Finding("reason", ProblemCode.REQUIRED, Severity.ERROR)])
    suspend_company(acting(), company, suspension["reason"])
    return tag(jsonify(CompanyStanding().dump(company)), company)


@blueprint.post("/companies/<ref>/resume")
@open_to(Role.OFFICER)
@blueprint.doc(parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 409, 412, 428)})
@blueprint.response(200, CompanyStanding)
def resume(ref: str) -> Response:
    """Work with a suspended company again: its keys and openings are what they were."""
    company = _to_change(ref)
    resume_company(acting(), company)
    return tag(jsonify(CompanyStanding().dump(company)), company)


def _record(company: Company) -> Response:
    return tag(jsonify(CompanyRecord().dump(company_record(company))), company)


def _to_change(ref: str) -> Company:
    """The company that a request means, at the version that it means."""
    company = companies.get(writing(), ref)
    if company is None:
        abort(404)
    check_version(company, ("company", company.ref))
    return company
