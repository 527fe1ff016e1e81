"""Referrals, for the company that was sent them: whom it may know, and what it answers."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask import Response, abort, current_app, jsonify
from sqlalchemy.orm import Session

from api.access import open_to
from api.clock import now
from api.errors import Refused
from api.extensions import audit, principal, reading, writing
from api.presenters.company_referrals import company_referral, referral_standing
from api.presenters.openings import envelope
from api.rest.blueprints import RestBlueprint, refusal
from api.rest.repeats import PARAMETER, repeatable
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.rest.company_referrals import (
    Candidate,
    CompanyAnswer,
    CompanyReferral,
    CompanyReferralPage,
    ReferralStanding,
)
from api.services.acting import Acting
from api.services.answer_as_company import answering
from api.services.answer_referral import decline, invite, offer
from api.services.disclose import Introduced, introduce, students_of
from api.services.place_student import hire
from matcher.vocabulary import DeclineReason, Side
from models.audit import Act
from models.principal import Role
from models.queries.referrals import find_referral
from models.queries.sent_referrals import sent_referrals
from models.referral import Referral

AHEAD = timedelta(days=365)  # how far an interview or a first day may lie

blueprint = RestBlueprint("company_referrals", "Referrals, for the company that was sent them.")


def list_sent(page: int, page_size: int) -> Response:
    """The referrals that one was sent, in the order of sending."""
    found = sent_referrals(reading(), page=page, page_size=page_size)
    told = _introduce(found.items)
    items = [company_referral(each, told.get(each.ref)) for each in found.items]
    return jsonify(CompanyReferralPage().dump(envelope(found, items)))


def read_sent(handle: str) -> Response:
    """One referral that one was sent."""
    referral = _own(reading(), handle)
    told = _introduce([referral])
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
    _check_near(acting, told)
    with answering(acting, seen) as referral:
        _act(acting, referral, told)
        return jsonify(ReferralStanding().dump(referral_standing(referral)))


def _act(acting: Acting, referral: Referral, told: dict[str, Any]) -> None:
    match told["answer"]:
        case "interview":
            invite(acting, referral, told["at"], " ".join(told["place"].split()))
        case "offer":
            offer(acting, referral)
        case "hire":
            policy = current_app.config["POLICY"]
            hire(acting, referral, policy, started=told["started"], wage=told.get("wage"))
        case _:
            reason = DeclineReason(told["reason"])
            decline(acting, referral, Side.COMPANY, reason, words=told.get("words"))


def _check_near(acting: Acting, told: dict[str, Any]) -> None:
    latest: dict[str, date | datetime] = {"at": acting.now + AHEAD, "started": acting.today + AHEAD}
    far = [name for name, last in latest.items() if name in told and told[name] > last]
    if far:
        found = [Finding(name, ProblemCode.INVALID, Severity.ERROR) for name in far]
        raise Refused(422, "INVALID_FIELDS", found)


def _introduce(referrals: Sequence[Referral]) -> dict[str, Introduced]:
    """Whom the company may know, by handle; that it is told is kept."""
    session, moment = reading(), now()
    found = {each.ref: introduce(session, each, moment) for each in referrals}
    told = {handle: one for handle, one in found.items() if one is not None}
    if told:
        named = [each for each in referrals if each.ref in told]
        details = {"refs": students_of(session, named), "referrals": list(told)}
        audit(Act("students.disclosed", fields=tuple(Candidate().fields), details=details))
    return told


def _own(session: Session, handle: str) -> Referral:
    """A referral that one was sent; 404 for another's, as for none."""
    referral = find_referral(session, handle)
    if referral is None:
        abort(404)
    return referral
