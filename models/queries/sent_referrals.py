"""Read what companies were sent."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.queries.pages import Page, load_page
from models.referral import Referral


def sent_referrals(session: Session, *, page: int, page_size: int) -> Page[Referral]:
    """A page of the referrals that were sent, as far as the session sees them, in the order of sending."""
    query = select(Referral).where(Referral.sent_at.is_not(None)).options(joinedload(Referral.opening))
    return load_page(session, query.order_by(Referral.sent_at, Referral.ref), page=page, page_size=page_size)
