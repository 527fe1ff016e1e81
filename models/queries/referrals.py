"""Read referrals and placements."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.lifecycle import OVER
from matcher.text.normalise import fold
from models.placement import Placement
from models.referral import Referral, ReferralMove
from models.shortlist import ShortlistItem


def find_referral(session: Session, ref: str) -> Referral | None:
    """The referral of this reference, for whoever may see it."""
    return session.scalars(select(Referral).where(Referral.ref == fold(ref))).one_or_none()


def open_referrals(
    session: Session, *, student_id: int | None = None, company_id: int | None = None
) -> Sequence[Referral]:
    """The referrals of a student, to a company, or both, that are not over; the oldest first."""
    query = select(Referral).where(Referral.state.not_in(OVER)).order_by(Referral.id)
    if student_id is not None:
        query = query.where(Referral.student_id == student_id)
    if company_id is not None:
        query = query.where(Referral.company_id == company_id)
    return session.scalars(query).all()


def referrals_from(session: Session, shortlist_id: int) -> Sequence[Referral]:
    """The referrals that followed from a kept shortlist, the oldest first."""
    query = select(Referral).join(Referral.item).where(ShortlistItem.shortlist_id == shortlist_id)
    return session.scalars(query.order_by(Referral.id)).all()


def moves_of(session: Session, referral: Referral) -> Sequence[ReferralMove]:
    """The states that a referral came through, the first first."""
    query = select(ReferralMove).where(ReferralMove.referral_id == referral.id)
    return session.scalars(query.order_by(ReferralMove.id)).all()


def placement_of(session: Session, referral: Referral) -> Placement | None:
    """The placement that came of a referral."""
    return session.scalars(select(Placement).where(Placement.referral_id == referral.id)).one_or_none()


def referrals_of(session: Session, student_id: int) -> Sequence[Referral]:
    """All referrals of a student, the newest first."""
    query = select(Referral).where(Referral.student_id == student_id).order_by(Referral.id.desc())
    return session.scalars(query).all()


def placements_of(session: Session, student_id: int) -> Sequence[Placement]:
    """All placements of a student, the newest first."""
    query = select(Placement).where(Placement.student_id == student_id).order_by(Placement.id.desc())
    return session.scalars(query).all()


def find_placement(session: Session, ref: str) -> Placement | None:
    """The placement of this reference, for whoever may see it."""
    return session.scalars(select(Placement).where(Placement.ref == fold(ref))).one_or_none()


def current_placement(session: Session, student_id: int) -> Placement | None:
    """Where a student is employed, as far as that is known."""
    query = select(Placement).where(Placement.student_id == student_id, Placement.ended.is_(None))
    return session.scalars(query).one_or_none()
