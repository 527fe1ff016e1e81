"""Openings as lists: by how they stand, in an order of the reader's choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from matcher.reference.education import rank
from matcher.text.normalise import fold, normalise
from matcher.vocabulary import Education, OpeningStatus
from models.company import Company, CompanyStatus
from models.opening import Opening
from models.queries.pages import Page, load_page

OPEN = "open"
"""The state of an opening that has a place to take."""

CURRENT = "current"
"""The order in which what has a place to take, or waits for an officer, comes before what is over."""

_ORDERS = {
    "external_ref": Opening.external_ref,
    "title": Opening.title_key,
    "valid_to": Opening.valid_to,
    "updated_at": Opening.updated_at,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which openings, and in what order; `sort` is CURRENT, or a key of the orders (- turns it)."""

    text: str = ""
    status: str | None = None  # open, waiting, expired, full, withdrawn, closed
    needs_review: bool | None = None
    company: str | None = None  # reference
    place: str | None = None  # division code; all that lies in it
    occupation: str | None = None  # the first parts of a code
    education: Education | None = None  # asks for no more than this
    sort: str = "updated_at"
    page: int = 1
    page_size: int = 50


def list_openings(
    session: Session, wanted: Wanted, today: date, means: Sequence[ColumnElement[bool]] = ()
) -> Page[Opening]:
    """A page of the openings that the session sees, of those that `means` is true of."""
    query = select(Opening).options(joinedload(Opening.company))
    if wanted.sort == CURRENT:
        on_offer = case((and_(*stands(OPEN, today)), 1), (Opening.needs_review, 1), else_=0)
        query = query.order_by(on_offer.desc(), Opening.updated_at.desc(), Opening.id)
    else:
        order = _ORDERS[wanted.sort.removeprefix("-")]
        query = query.order_by(order.desc() if wanted.sort.startswith("-") else order, Opening.id)
    if wanted.status is not None:
        query = query.where(*stands(wanted.status, today))
    if wanted.needs_review is not None:
        query = query.where(Opening.needs_review.is_(wanted.needs_review))
    query = query.where(*_conditions(wanted), *means)
    words = normalise(wanted.text)
    if words:
        title = Opening.title_key.icontains(fold(words) or words, autoescape=True)
        query = query.where(or_(title, Opening.external_ref == words, Opening.ref == fold(words)))
    return load_page(session, query, page=wanted.page, page_size=wanted.page_size)


def stands(status: str, today: date) -> list[ColumnElement[bool]]:
    """The conditions of a state, as api.services.openings.opening_state tells them apart."""
    suspended = Opening.company.has(Company.status == CompanyStatus.SUSPENDED)
    if status == "closed":
        return [or_(Opening.status == OpeningStatus.CLOSED, suspended)]
    return [~suspended, *_decided(status, today)]


def occupation_groups(session: Session) -> list[str]:
    """The groups of occupations, two parts of a code, that openings are in."""
    part = func.substr(Opening.occupation, 1, 4)
    query = select(part).where(Opening.occupation.is_not(None)).group_by(part).order_by(part)
    return list(session.scalars(query))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.company is not None:
        asked.append(Opening.company.has(Company.ref == fold(wanted.company)))
    if wanted.place is not None:
        asked.append(Opening.place.startswith(wanted.place, autoescape=True))
    if wanted.occupation is not None:
        asked.append(Opening.occupation.startswith(wanted.occupation, autoescape=True))
    if wanted.education is not None:
        most = rank(wanted.education)
        asked.append(Opening.education.in_([level for level in Education if rank(level) <= most]))
    return asked


def _decided(status: str, today: date) -> list[ColumnElement[bool]]:
    is_open = Opening.status == OpeningStatus.OPEN
    if status == "expired":
        return [is_open, Opening.valid_to < today]
    if status == "full":
        return [is_open, Opening.valid_to >= today, Opening.filled >= Opening.headcount]
    if status == "open":
        return [is_open, Opening.valid_to >= today, Opening.filled < Opening.headcount]
    return [Opening.status == OpeningStatus(status)]
