"""Bring a referral from one state to another, by the legal moves and no others, and keep that it moved."""

from typing import Any

from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from matcher.lifecycle import BEFORE_SENDING, OVER, may_move
from matcher.vocabulary import ReferralState, StudentState
from models.queries.referrals import current_placement, open_referrals
from models.referral import Referral, ReferralMove
from models.student import Student

LOOKING = frozenset(
    {StudentState.SEEKING, StudentState.PROPOSED, StudentState.INTERVIEW, StudentState.NOT_CONTACTED, None}
)
"""States that follow a student's referrals; the others are somebody's word and stay."""

BY_REFERRALS = frozenset({StudentState.PROPOSED, StudentState.INTERVIEW})
"""States that nothing but a referral brings about."""


def begin_referral(acting: Acting, referral: Referral) -> None:
    """Keep a new referral and its first state."""
    acting.take_turn()
    acting.session.add(referral)
    acting.session.flush()
    _keep(acting, referral)


def move_referral(acting: Acting, referral: Referral, state: ReferralState, **facts: Any) -> None:
    """Move a referral, with the facts that come with the new state; raises NotPossible NO_SUCH_MOVE."""
    acting.take_turn()
    if not may_move(referral.state, state):
        raise NotPossible("NO_SUCH_MOVE", before=referral.state, after=state)
    with acting.session.no_autoflush:  # to seal words is to read a key, and the row is not whole yet
        referral.state = state
        for name, value in facts.items():
            setattr(referral, name, value)
        if state in OVER:
            referral.ended_at = acting.now
    acting.session.flush()
    _keep(acting, referral)


def withdraw_others(acting: Acting, student: Student) -> None:
    """Withdraw whatever else is open for a student who has found work."""
    for referral in open_referrals(acting.session, student_id=student.id):
        move_referral(acting, referral, ReferralState.WITHDRAWN)


def _keep(acting: Acting, referral: Referral) -> None:
    acting.session.add(
        ReferralMove(referral=referral, state=referral.state, at=acting.now, actor=acting.who.name)
    )
    _follow(acting, referral.student)
    acting.session.flush()
    details = {"student": referral.student.ref, "opening": referral.opening.ref}
    acting.record(f"referral.{referral.state}", ("referral", referral.ref), details=details)


def _follow(acting: Acting, student: Student) -> None:
    """Let a student who looks for work stand where the furthest referral stands."""
    if student.state not in LOOKING or current_placement(acting.session, student.id) is not None:
        return
    state = state_by_referrals(acting.session, student)
    if state is None and student.state in BY_REFERRALS:
        state = StudentState.SEEKING
    if state is not None:
        student.state = state


def state_by_referrals(session: Session, student: Student) -> StudentState | None:
    """Where the furthest of a student's open referrals stands; None while no company has one to answer."""
    states = {referral.state for referral in open_referrals(session, student_id=student.id)}
    if states & {ReferralState.INTERVIEW, ReferralState.OFFER}:
        return StudentState.INTERVIEW
    return StudentState.PROPOSED if states & {*BEFORE_SENDING, ReferralState.SENT} else None
