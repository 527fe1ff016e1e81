"""What came of introductions, beside the bars that they were proposed with; of the person only who it was."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from matcher.learning.answers import RETAINED_MONTHS, Answer, Stay
from matcher.results import Bar
from matcher.vocabulary import ReferralState
from models.placement import Placement, Retention, RetentionCheck
from models.referral import Referral, ReferralMove
from models.shortlist import ShortlistItem
from models.student import Student


@dataclass(frozen=True, slots=True)
class Introduction:
    """One referral: why it was proposed, and what came of it."""

    student: str  # reference
    bars: tuple[Bar, ...]  # empty where the shortlist kept none
    answer: Answer


def load_introductions(session: Session) -> list[Introduction]:
    """Every referral that the session sees, in the order of the registry."""
    states = _states(session)
    seen = exists().where(
        RetentionCheck.placement_id == Placement.id,
        RetentionCheck.outcome == Retention.EMPLOYED,
        RetentionCheck.months >= RETAINED_MONTHS,
    )
    query = (
        select(
            Referral.id,
            Referral.decline_reason,
            Student.ref,
            ShortlistItem.explanation,
            Placement.started,
            Placement.ended,
            Placement.end_reason,
            seen.label("seen"),
        )
        .join(Student, Student.id == Referral.student_id)
        .join(ShortlistItem, ShortlistItem.id == Referral.item_id)
        .outerjoin(Placement, Placement.referral_id == Referral.id)
        .order_by(Referral.id)
    )
    return [
        Introduction(
            student=row.ref,
            bars=tuple(Bar(**bar) for bar in row.explanation.get("bars", [])),
            answer=Answer(
                states=frozenset(states[row.id]),
                declined=row.decline_reason,
                stay=None
                if row.started is None
                else Stay(row.started, row.ended, row.end_reason, bool(row.seen)),
            ),
        )
        for row in session.execute(query)
    ]


def _states(session: Session) -> defaultdict[int, set[ReferralState]]:
    """By referral the states that it came through."""
    found: defaultdict[int, set[ReferralState]] = defaultdict(set)
    for referral, state in session.execute(select(ReferralMove.referral_id, ReferralMove.state)):
        found[referral].add(state)
    return found
