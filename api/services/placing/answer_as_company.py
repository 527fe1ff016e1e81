"""A company's answer to a referral of its own, though it sees neither the student nor the consent."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.placing.answer_referral import decline, invite, offer
from api.services.placing.give_consent import standing_consent
from api.services.placing.place_student import hire
from matcher.lifecycle import OVER
from matcher.policy import Policy
from matcher.vocabulary import DeclineReason, Side
from models.referral import Referral
from models.scope import whole_registry

AHEAD = timedelta(days=365)  # how far an interview or a first day may lie
TOLD = frozenset({"COMPANY_SUSPENDED", "NO_CONSENT", "NO_SUCH_MOVE", "NO_VACANCY", "PAST"})
"""Refusals that a company may hear; all others would tell of the student, and sound alike."""


@contextmanager
def answering(acting: Acting, seen: Referral) -> Iterator[Referral]:
    """Let the block act on a referral that the company sees, beyond what else it may see.

    Raises NotPossible with a code of TOLD, or OFFICER_NEEDED.
    """
    session = acting.session
    with whole_registry(session):
        session.expunge(seen)  # it would look for its student by the company's scope
        referral = session.get_one(Referral, seen.id)
        agreed = standing_consent(session, referral.student, referral.company_id, acting.now)
        if agreed is None and referral.state not in OVER:
            raise NotPossible("NO_CONSENT")
        try:
            yield referral
        except NotPossible as error:
            if error.code in TOLD:
                raise
            raise NotPossible("OFFICER_NEEDED") from None


def too_far(acting: Acting, told: Mapping[str, Any]) -> list[Finding]:
    """What is wrong with the days of an answer: they lie more than a year ahead."""
    latest: dict[str, date | datetime] = {"at": acting.now + AHEAD, "started": acting.today + AHEAD}
    day = {"max": (acting.today + AHEAD).isoformat()}
    far = [name for name, last in latest.items() if name in told and told[name] > last]
    return [Finding(name, ProblemCode.TOO_FAR, Severity.ERROR, day) for name in far]


def give_answer(acting: Acting, referral: Referral, told: Mapping[str, Any], policy: Policy) -> None:
    """Do what a company answers, as `schemas.rest.company_referrals.CompanyAnswer` has read it.

    Within `answering`. A hire takes a place of the opening. Raises NotPossible.
    """
    match told["answer"]:
        case "interview":
            invite(acting, referral, told["at"], " ".join(told["place"].split()))
        case "offer":
            offer(acting, referral)
        case "hire":
            hire(acting, referral, policy, started=told["started"], wage=told.get("wage"))
        case _:
            reason = DeclineReason(told["reason"])
            decline(acting, referral, Side.COMPANY, reason, words=told.get("words"))
