"""What became of a student and an opening before: how far a referral came, and what officers dropped."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from matcher.vocabulary import DropReason, ReferralState
from models.opening import Opening
from models.referral import Referral
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student


@dataclass(frozen=True, slots=True)
class Dropped:
    """That an officer dropped a pair, by reference, from the newest list of either, made `at`."""

    student: str
    opening: str
    reason: DropReason
    at: datetime


def referrals_by_pair(session: Session, subject: Student | Opening) -> dict[str, list[Referral]]:
    """The referrals of each pair of a student or an opening, the newest first, by the other's reference."""
    of_student = isinstance(subject, Student)
    about = Referral.student_id if of_student else Referral.opening_id
    other = joinedload(Referral.opening if of_student else Referral.student)
    query = select(Referral).where(about == subject.id).options(other).order_by(Referral.id.desc())
    found = defaultdict[str, list[Referral]](list)
    for referral in session.scalars(query):
        found[(referral.opening if of_student else referral.student).ref].append(referral)
    return found


def dropped_pairs(
    session: Session, subject: Student | Opening | None = None, *, before: Shortlist | None = None
) -> Sequence[Dropped]:
    """What was dropped in the newest kept list of each student and each opening.

    Of all, or of the pairs of a subject; `before`: as if that list and later ones were not kept.
    """
    newest = select(func.max(Shortlist.id)).group_by(Shortlist.student_id, Shortlist.opening_id)
    if before is not None:
        newest = newest.where(Shortlist.id < before.id)
    query = (
        select(Student.ref, Opening.ref, ShortlistItem.dropped_reason, Shortlist.made_at)
        .select_from(ShortlistItem)
        .join(ShortlistItem.shortlist)
        .join(ShortlistItem.student)
        .join(ShortlistItem.opening)
        .where(ShortlistItem.dropped_reason.is_not(None), Shortlist.id.in_(newest))
        .order_by(Shortlist.id, ShortlistItem.id)
    )
    if isinstance(subject, Student):
        query = query.where(ShortlistItem.student_id == subject.id)
    elif subject is not None:
        query = query.where(ShortlistItem.opening_id == subject.id)
    return [
        Dropped(student, opening, reason, at)
        for student, opening, reason, at in session.execute(query)
        if reason is not None
    ]


def declined_pairs(session: Session, since: datetime) -> Collection[tuple[str, str]]:
    """The pairs, by reference, of which either side has said no since a moment."""
    query = (
        select(Student.ref, Opening.ref)
        .select_from(Referral)
        .join(Referral.student)
        .join(Referral.opening)
        .where(Referral.state == ReferralState.DECLINED, Referral.ended_at >= since)
    )
    return [(student, opening) for student, opening in session.execute(query)]


def last_refusal(session: Session, item: ShortlistItem) -> Referral | None:
    """The newest referral of an item's pair that one side has declined."""
    query = select(Referral).where(
        Referral.student_id == item.student_id,
        Referral.opening_id == item.opening_id,
        Referral.state == ReferralState.DECLINED,
    )
    return session.scalars(query.order_by(Referral.id.desc()).limit(1)).first()
