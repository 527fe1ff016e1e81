"""A file of answers to referrals: each row goes the way that a single answer goes, or says why it cannot."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from api.schemas.base import Columns
from api.schemas.problems import ProblemCode, SameKey
from api.services.acting import Acting
from api.services.import_plan import Entry, Outcome, Plan
from api.services.not_possible import NotPossible
from api.services.placing.answer_as_company import answering, give_answer
from matcher.policy import Policy
from matcher.text.normalise import fold
from matcher.vocabulary import ReferralState, Side
from models.queries.referrals import find_referral, placement_of
from models.referral import Referral

Opened = Callable[[Acting, str], AbstractContextManager[Referral]]
"""Lets the block act on the referral of a handle; raises NotPossible REFERRAL_UNKNOWN."""

AT_FIELD = {"REFERRAL_UNKNOWN": "handle", "PAST": "started", "START_OUT_OF_RANGE": "started"}
"""Where in the row a refusal is shown; any other stands at the result."""


def answer_rows(acting: Acting, entries: Sequence[Entry], policy: Policy, opened: Opened) -> Plan:
    """Do what the rows say; what a row cannot do is undone with it alone."""
    plan = Plan()
    first: dict[str, tuple[int, Columns]] = {}
    for entry in entries:
        handle, told = fold(str(entry.columns["handle"])), dict(entry.columns)
        if handle in first:
            row, before = first[handle]
            plan.duplicate(entry, "handle", row, SameKey.REFERRAL, differs=told != before)
        else:
            first[handle] = entry.row, told
            _answer_row(acting, plan, entry, policy, opened)
    return plan


@contextmanager
def opened_to_officer(acting: Acting, handle: str) -> Iterator[Referral]:
    """Any referral that the session sees."""
    yield _find(acting, handle)


@contextmanager
def opened_to_company(acting: Acting, handle: str) -> Iterator[Referral]:
    """A referral that the company was sent, beyond what else it may see."""
    with answering(acting, _find(acting, handle)) as referral:
        yield referral


def _find(acting: Acting, handle: str) -> Referral:
    referral = find_referral(acting.session, handle)
    if referral is None:
        raise NotPossible("REFERRAL_UNKNOWN")
    return referral


def _answer_row(acting: Acting, plan: Plan, entry: Entry, policy: Policy, opened: Opened) -> None:
    step = acting.session.begin_nested()
    try:
        with opened(acting, str(entry.columns["handle"])) as referral:
            outcome, ref = _answer(acting, referral, entry.columns, policy), referral.ref
        step.commit()
    except NotPossible as error:
        step.rollback()
        plan.reject(entry, AT_FIELD.get(error.code, "result"), ProblemCode.NOT_POSSIBLE, reason=error.code)
    else:
        plan.settle(entry, outcome, ref)


def _answer(acting: Acting, referral: Referral, told: Any, policy: Policy) -> Outcome:
    """Hire or decline, unless that is what happened; raises NotPossible."""
    if referral.state is ReferralState.HIRED or referral.declined_by is Side.COMPANY:
        if not _is_known(acting, referral, told):
            raise NotPossible("ANSWERED_OTHERWISE")
        return Outcome.UNCHANGED
    answer = "hire" if told["result"] is ReferralState.HIRED else "decline"
    give_answer(acting, referral, {"answer": answer, **told}, policy)
    return Outcome.UPDATED


def _is_known(acting: Acting, referral: Referral, told: Any) -> bool:
    if told["result"] is not referral.state:
        return False
    if referral.state is ReferralState.DECLINED:
        return bool(referral.decline_reason is told["reason"])
    placement = placement_of(acting.session, referral)
    assert placement is not None
    wage = told.get("wage", placement.wage)
    return (placement.started, placement.wage) == (told["started"], wage)
