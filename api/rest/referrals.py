"""Referrals: a company's own, and all of them for officers, who propose, send and judge them.

Every look is audited.
"""

from typing import Any

from flask import Response, abort, jsonify, request, url_for
from marshmallow import Schema
from sqlalchemy.orm import Session

from api.access import open_to
from api.clock import now
from api.errors import Refused
from api.extensions import acting, audit, market, principal, reading, writing
from api.presenters.referrals import referral_document, referral_page_document
from api.rest.blueprints import RestBlueprint, either, refusal
from api.rest.company_referrals import list_sent, read_sent
from api.rest.placements import recorded
from api.rest.versions import ACT, check_version, tag
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.rest.company_referrals import CompanyReferral, CompanyReferralPage
from api.schemas.rest.envelopes import PageQuery
from api.schemas.rest.officer_placements import PlacementRecord
from api.schemas.rest.officer_referrals import (
    Decline,
    Hire,
    Invitation,
    Judgement,
    ReferralFound,
    ReferralPage,
    ReferralProposal,
    ReferralRecord,
    ReferralsQuery,
)
from api.services.placing import answer_referral, refer_student
from api.services.placing.place_student import hire
from matcher.vocabulary import DeclineReason, Evidence, ReferralState, Side
from models.audit import Act
from models.principal import OFFICERS, Role
from models.queries import shortlists
from models.queries.consents import live_consent
from models.queries.listed_referrals import WantedReferrals, list_referrals, states_since
from models.queries.referrals import find_referral, moves_of, placement_of
from models.referral import Referral

blueprint = RestBlueprint("referrals", "Introductions: a company's own, and all of them for officers.")


@blueprint.get("/referrals")
@open_to(Role.COMPANY, *OFFICERS)
@blueprint.doc(responses={"200": either(CompanyReferralPage, ReferralPage)})
@blueprint.arguments(ReferralsQuery, location="query")
def list_all(query: dict[str, Any]) -> Response:
    """Those that a company was sent, a page at a time; an officer's by state and by whom they are about."""
    if _is_company():
        _refuse_beyond(PageQuery())
        return list_sent(query["page"], query["page_size"])
    state = query.pop("state")
    wanted = WantedReferrals(state=state and ReferralState(state), **query)
    page = list_referrals(reading(), wanted, now())
    seen = [referral.ref for referral in page.items]
    audit(Act("referrals.listed", fields=tuple(ReferralFound().fields), details={"refs": seen}))
    return jsonify(ReferralPage().dump(referral_page_document(page, states_since(reading(), page.items))))


@blueprint.get("/referrals/<ref>")
@open_to(Role.COMPANY, *OFFICERS)
@blueprint.doc(responses={"200": either(CompanyReferral, ReferralRecord), "404": refusal(404)})
def read_referral(ref: str) -> Response:
    """One referral; for an officer with all its moves, and its version as ETag."""
    if _is_company():
        return read_sent(ref)
    return _answer(reading(), find_referral(reading(), ref) or abort(404))


@blueprint.post("/shortlists/<ref>/items/<item>/referral")
@open_to(*OFFICERS)
@blueprint.doc(**ACT)
@blueprint.arguments(ReferralProposal)
@blueprint.response(201, ReferralRecord)
def propose(told: dict[str, Any], ref: str, item: str) -> Response:
    """Propose an item of an approved shortlist to its student; the company learns nothing yet."""
    kept = shortlists.get(writing(), ref) or abort(404)
    check_version(kept)
    found = next((each for each in kept.items if each.ref == item), None) or abort(404)
    referral = refer_student.propose_referral(
        acting(), found, market().policy, hazards_confirmed=told["hazards_confirmed"], again=told["again"]
    )
    response = _answer(writing(), referral)
    response.status_code = 201
    response.headers["Location"] = url_for("referrals.read_referral", ref=referral.ref)
    return response


@blueprint.post("/referrals/<ref>/send")
@open_to(*OFFICERS)
@blueprint.doc(**ACT)
@blueprint.response(200, ReferralRecord)
def send(ref: str) -> Response:
    """Name the student to the company, by a consent that counts at this moment."""
    referral = _to_change(ref)
    refer_student.send_referral(acting(), referral, market().policy)
    return _answer(writing(), referral)


@blueprint.post("/referrals/<ref>/chase")
@open_to(*OFFICERS)
@blueprint.doc(**ACT)
@blueprint.response(200, ReferralRecord)
def chase(ref: str) -> Response:
    """Keep that the company was asked again for its answer."""
    referral = _to_change(ref)
    refer_student.chase_referral(acting(), referral)
    return _answer(writing(), referral)


@blueprint.post("/referrals/<ref>/expire")
@open_to(*OFFICERS)
@blueprint.doc(**ACT)
@blueprint.response(200, ReferralRecord)
def expire(ref: str) -> Response:
    """Stop waiting for the company; a late answer still counts."""
    referral = _to_change(ref)
    refer_student.expire_referral(acting(), referral)
    return _answer(writing(), referral)


@blueprint.post("/referrals/<ref>/withdraw")
@open_to(*OFFICERS)
@blueprint.doc(**ACT)
@blueprint.response(200, ReferralRecord)
def withdraw(ref: str) -> Response:
    """Take an introduction back."""
    referral = _to_change(ref)
    refer_student.withdraw_referral(acting(), referral)
    return _answer(writing(), referral)


@blueprint.post("/referrals/<ref>/interview")
@open_to(*OFFICERS)
@blueprint.doc(**ACT)
@blueprint.arguments(Invitation)
@blueprint.response(200, ReferralRecord)
def interview(told: dict[str, Any], ref: str) -> Response:
    """Set when and where the company wants to see the student, or set it anew."""
    referral = _to_change(ref)
    answer_referral.invite(acting(), referral, told["at"], told["place"])
    return _answer(writing(), referral)


@blueprint.post("/referrals/<ref>/interview/told")
@open_to(*OFFICERS)
@blueprint.doc(**ACT)
@blueprint.response(200, ReferralRecord)
def tell(ref: str) -> Response:
    """Keep that the student knows of the interview, as it is set now."""
    referral = _to_change(ref)
    answer_referral.tell_interview(acting(), referral)
    return _answer(writing(), referral)


@blueprint.post("/referrals/<ref>/offer")
@open_to(*OFFICERS)
@blueprint.doc(**ACT)
@blueprint.response(200, ReferralRecord)
def offer(ref: str) -> Response:
    """The company wants the student."""
    referral = _to_change(ref)
    answer_referral.offer(acting(), referral)
    return _answer(writing(), referral)


@blueprint.post("/referrals/<ref>/decline")
@open_to(*OFFICERS)
@blueprint.doc(**ACT)
@blueprint.arguments(Decline)
@blueprint.response(200, ReferralRecord)
def decline(told: dict[str, Any], ref: str) -> Response:
    """One side says no, and why."""
    referral = _to_change(ref)
    side, reason = Side(told["side"]), DeclineReason(told["reason"])
    answer_referral.decline(acting(), referral, side, reason, words=told["words"])
    return _answer(writing(), referral)


@blueprint.post("/referrals/<ref>/judge")
@open_to(*OFFICERS)
@blueprint.doc(**ACT)
@blueprint.arguments(Judgement)
@blueprint.response(200, ReferralRecord)
def judge(told: dict[str, Any], ref: str) -> Response:
    """An officer's word on whether a job was suitable that its student has declined; null takes it back."""
    referral = _to_change(ref)
    answer_referral.judge_decline(acting(), referral, told["suitable"])
    return _answer(writing(), referral)


@blueprint.post("/referrals/<ref>/hire")
@open_to(*OFFICERS)
@blueprint.doc(**ACT)
@blueprint.arguments(Hire)
@blueprint.response(201, PlacementRecord)
def take_on(told: dict[str, Any], ref: str) -> Response:
    """The company takes the student: a place of the opening is taken, and what else was open is withdrawn."""
    referral = _to_change(ref)
    evidence = Evidence(told.pop("evidence"))
    return recorded(hire(acting(), referral, market().policy, evidence=evidence, **told))


def _is_company() -> bool:
    return principal().role is Role.COMPANY


def _refuse_beyond(known: Schema) -> None:
    """Refuse whatever a query asks beyond what a schema lists."""
    unknown = [name for name in request.args if name not in known.fields]
    if unknown:
        found = [Finding(name, ProblemCode.UNKNOWN_FIELD, Severity.ERROR) for name in unknown]
        raise Refused(422, "INVALID_FIELDS", found)


def _to_change(ref: str) -> Referral:
    """The referral that a request means, at the version that it means."""
    referral = find_referral(writing(), ref) or abort(404)
    check_version(referral)
    return referral


def _answer(session: Session, referral: Referral) -> Response:
    schema = ReferralRecord()
    details = {"student": referral.student.ref}
    audit(Act("referral.read", ("referral", referral.ref), tuple(schema.fields), details))
    document = referral_document(
        referral,
        moves_of(session, referral),
        placement_of(session, referral),
        live_consent(session, referral.student_id, referral.company_id, now()),
    )
    return tag(jsonify(schema.dump(document)), referral)
