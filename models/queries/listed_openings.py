"""Openings as lists: by how they stand, in an order of the reader's choice."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from matcher.text.normalise import fold, normalise
from matcher.vocabulary import OpeningStatus
from models.company import Company, CompanyStatus
from models.opening import Opening
from models.queries.pages import Page, load_page

_ORDERS = {
    "external_ref": Opening.external_ref,
    "title": Opening.title_key,
    "valid_to": Opening.valid_to,
    "updated_at": Opening.updated_at,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which openings, and in what order; `sort` is a key of the orders, with - before it the other way."""

    text: str = ""
    status: str | None = None  # open, waiting, expired, full, withdrawn, closed
    needs_review: bool | None = None
    sort: str = "updated_at"
    page: int = 1
    page_size: int = 50


def list_openings(session: Session, wanted: Wanted, today: date) -> Page[Opening]:
    """A page of the openings that the session sees."""
    query = select(Opening).options(joinedload(Opening.company))
    order = _ORDERS[wanted.sort.removeprefix("-")]
    query = query.order_by(order.desc() if wanted.sort.startswith("-") else order, Opening.id)
    if wanted.status is not None:
        query = query.where(*_standing(wanted.status, today))
    if wanted.needs_review is not None:
        query = query.where(Opening.needs_review.is_(wanted.needs_review))
    words = normalise(wanted.text)
    if words:
        title = Opening.title_key.icontains(fold(words) or words, autoescape=True)
        query = query.where(or_(title, Opening.external_ref == words, Opening.ref == fold(words)))
    return load_page(session, query, page=wanted.page, page_size=wanted.page_size)


def _standing(status: str, today: date) -> list[ColumnElement[bool]]:
    """The conditions of a state, as api.services.opening_state tells them apart."""
    suspended = Opening.company.has(Company.status == CompanyStatus.SUSPENDED)
    if status == "closed":
        return [or_(Opening.status == OpeningStatus.CLOSED, suspended)]
    return [~suspended, *_decided(status, today)]


def _decided(status: str, today: date) -> list[ColumnElement[bool]]:
    is_open = Opening.status == OpeningStatus.OPEN
    if status == "expired":
        return [is_open, Opening.valid_to < today]
    if status == "full":
        return [is_open, Opening.valid_to >= today, Opening.filled >= Opening.headcount]
    if status == "open":
        return [is_open, Opening.valid_to >= today, Opening.filled < Opening.headcount]
    return [Opening.status == OpeningStatus(status)]
