"""What a company's desk begins with, as far as the session sees it."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from matcher.vocabulary import OpeningStatus, ReferralState
from models.company import Company
from models.opening import Opening
from models.posting import REJECTED
from models.referral import Referral

MOST = 20  # of each list


def own_company(session: Session) -> Company:
    """The one company that its own session sees."""
    return session.scalars(select(Company)).one()


def unanswered(session: Session) -> Sequence[Referral]:
    """Referrals that wait for an answer, the oldest first."""
    waiting = select(Referral).where(Referral.state == ReferralState.SENT)
    query = waiting.options(joinedload(Referral.opening)).order_by(Referral.sent_at, Referral.ref)
    return session.scalars(query.limit(MOST)).all()


def coming_interviews(session: Session, now: datetime) -> Sequence[Referral]:
    """Interviews that are agreed and to come, the next first."""
    met = select(Referral).where(Referral.state == ReferralState.INTERVIEW, Referral.interview_at >= now)
    query = met.options(joinedload(Referral.opening)).order_by(Referral.interview_at, Referral.ref)
    return session.scalars(query.limit(MOST)).all()


def ending(session: Session, today: date, until: date) -> Sequence[Opening]:
    """Listed openings with places left whose last day is near, the nearest first."""
    query = select(Opening).where(
        Opening.status == OpeningStatus.OPEN,
        Opening.valid_to.between(today, until),
        Opening.filled < Opening.headcount,
    )
    return session.scalars(query.order_by(Opening.valid_to, Opening.id).limit(MOST)).all()


def refused(session: Session) -> Sequence[Opening]:
    """Openings that an officer has refused and that were not posted again, the newest first."""
    query = select(Opening).where(Opening.status == OpeningStatus.CLOSED, Opening.status_reason == REJECTED)
    return session.scalars(query.order_by(Opening.updated_at.desc(), Opening.id).limit(MOST)).all()


def waiting_for_review(session: Session) -> int:
    """How many openings wait for an officer."""
    query = select(func.count()).select_from(Opening).where(Opening.status == OpeningStatus.WAITING)
    return session.scalars(query).one()


def newest_numbered(session: Session) -> Opening | None:
    """The opening with a number that was posted last; None without any."""
    query = select(Opening).where(Opening.external_ref.is_not(None))
    return session.scalars(query.order_by(Opening.id.desc()).limit(1)).one_or_none()
