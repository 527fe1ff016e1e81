"""Referrals as lists: by how far they are, whom they are about, and how long a company is silent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from matcher.lifecycle import OVER
from matcher.text.normalise import fold
from matcher.vocabulary import ReferralState
from models.company import Company
from models.opening import Opening
from models.queries.pages import Page, load_page
from models.referral import Referral, ReferralMove
from models.student import Student

_ORDERS = {
    "proposed_at": Referral.proposed_at,
    "sent_at": Referral.sent_at,
    "interview_at": Referral.interview_at,
    "updated_at": Referral.updated_at,
}

state_since = (
    select(func.max(ReferralMove.at))
    .where(ReferralMove.referral_id == Referral.id, ReferralMove.state == Referral.state)
    .correlate(Referral)
    .scalar_subquery()
)
"""Since when a referral is in its state."""

last_asked = func.coalesce(Referral.chased_at, Referral.sent_at, type_=Referral.sent_at.type)


@dataclass(frozen=True, slots=True)
class WantedReferrals:
    """Which referrals, and in what order; `sort` is a key of the orders, with - before it the other way.

    `unanswered_days`: sent so many days ago or more, chased no later than that, and not answered yet.
    """

    state: ReferralState | None = None
    student: str | None = None  # references
    company: str | None = None
    opening: str | None = None
    unanswered_days: int | None = None
    proposed_by: str | None = None
    under_way: bool = False  # only those that are not over
    sort: str = "-updated_at"
    page: int = 1
    page_size: int = 50


def list_referrals(session: Session, wanted: WantedReferrals, now: datetime) -> Page[Referral]:
    """A page of the referrals that the session sees; those without the day of an order come last."""
    query = select(Referral).options(
        joinedload(Referral.student), joinedload(Referral.opening), joinedload(Referral.company)
    )
    if wanted.state is not None:
        query = query.where(Referral.state == wanted.state)
    if wanted.student is not None:
        query = query.where(Referral.student.has(Student.ref == fold(wanted.student)))
    if wanted.company is not None:
        query = query.where(Referral.company.has(Company.ref == fold(wanted.company)))
    if wanted.opening is not None:
        query = query.where(Referral.opening.has(Opening.ref == fold(wanted.opening)))
    if wanted.unanswered_days is not None:
        query = query.where(is_unanswered(now - timedelta(days=wanted.unanswered_days)))
    if wanted.proposed_by is not None:
        query = query.where(Referral.proposed_by == wanted.proposed_by)
    if wanted.under_way:
        query = query.where(Referral.state.not_in(OVER))
    order = _ORDERS[wanted.sort.removeprefix("-")]
    directed = order.desc() if wanted.sort.startswith("-") else order.asc()
    query = query.order_by(directed.nulls_last(), Referral.id)
    return load_page(session, query, page=wanted.page, page_size=wanted.page_size)


def states_since(session: Session, referrals: Iterable[Referral]) -> Mapping[str, datetime]:
    """Since when each of these referrals is in its state, by reference."""
    wanted = [referral.id for referral in referrals]
    rows = session.execute(select(Referral.ref, state_since).where(Referral.id.in_(wanted)))
    return {ref: since for ref, since in rows if since is not None}


def is_unanswered(since: datetime) -> ColumnElement[bool]:
    """The condition that a company was sent a referral, or asked again, by a moment, and has not answered."""
    return (Referral.state == ReferralState.SENT) & (last_asked <= since)
