"""Read what companies were sent."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from matcher.vocabulary import ReferralState
from models.queries.pages import Page, load_page
from models.referral import Referral

IN_ORDER = (Referral.sent_at, Referral.ref)


def sent_referrals(session: Session, *, page: int, page_size: int) -> Page[Referral]:
    """A page of the referrals that were sent, as far as the session sees them, in the order of sending."""
    return load_page(session, _sent().order_by(*IN_ORDER), page=page, page_size=page_size)


def waiting_first(session: Session, *, page: int, page_size: int) -> Page[Referral]:
    """The same, those that wait for an answer before the others, of either the latest first."""
    answered = Referral.state != ReferralState.SENT
    latest = [each.desc() for each in IN_ORDER]
    return load_page(session, _sent().order_by(answered, *latest), page=page, page_size=page_size)


def _sent() -> Select[Referral]:
    return select(Referral).where(Referral.sent_at.is_not(None)).options(joinedload(Referral.opening))
