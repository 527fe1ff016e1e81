"""Read shortlists that are kept."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher.text.normalise import fold
from models.opening import Opening
from models.queries.pages import Page, load_page
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student


def get(session: Session, ref: str) -> Shortlist | None:
    """The kept shortlist of this reference, for whoever may see it."""
    return session.scalars(_named(ref)).one_or_none()


def get_to_change(session: Session, ref: str) -> Shortlist | None:
    """The same, and nobody else changes it until the transaction is over."""
    return session.scalars(_named(ref).with_for_update(of=Shortlist)).one_or_none()


def kept_for(session: Session, subject: Student | Opening, *, page: int, page_size: int) -> Page[Shortlist]:
    """The shortlists that are kept for a student or an opening, the newest first."""
    is_for: Any = (
        Shortlist.student_id == subject.id
        if isinstance(subject, Student)
        else Shortlist.opening_id == subject.id
    )
    query = select(Shortlist).where(is_for).options(selectinload(Shortlist.items))
    return load_page(session, query.order_by(Shortlist.id.desc()), page=page, page_size=page_size)


def list_kept(
    session: Session, *, approved: bool | None, made_by: str | None = None, page: int, page_size: int
) -> Page[Shortlist]:
    """All that are kept, or those that somebody made, the newest first: approved ones, others, or both.

    Of their items it is read who was dropped, and no explanation.
    """
    query = select(Shortlist).options(
        selectinload(Shortlist.items).load_only(ShortlistItem.dropped_reason),
        joinedload(Shortlist.student),
        joinedload(Shortlist.opening).joinedload(Opening.company),
    )
    if approved is not None:
        approval = Shortlist.approved_at
        query = query.where(approval.is_not(None) if approved else approval.is_(None))
    if made_by is not None:
        query = query.where(Shortlist.made_by == made_by)
    return load_page(session, query.order_by(Shortlist.id.desc()), page=page, page_size=page_size)


def _named(ref: str) -> Select[Shortlist]:
    items = selectinload(Shortlist.items)
    both = items.selectinload(ShortlistItem.student), items.selectinload(ShortlistItem.opening)
    return select(Shortlist).where(Shortlist.ref == fold(ref)).options(*both)
