"""Companies as a list: by how they stand, what they do and where they are, in an order of choice."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.company import Company, CompanyStatus
from models.opening import Opening
from models.queries.companies import means
from models.queries.listed_openings import OPEN, stands
from models.queries.pages import PAGE_SIZE, Page, load_page

_ORDERS = {"registered": Company.id, "name": Company.name_key, "joined": Company.joined}

ORDERS = ("registered", "-registered", "-joined", "name")
"""The orders to choose from; - before a key turns it round."""


@dataclass(frozen=True, slots=True)
class WantedCompanies:
    """Which companies, and in what order; None asks for nothing."""

    text: str = ""
    status: CompanyStatus | None = None
    verified: bool | None = None
    industry: str | None = None
    size: str | None = None
    place: str | None = None  # division code; all that lies in it
    has_openings: bool | None = None  # with a place to take today
    sort: str = ORDERS[0]
    page: int = 1
    page_size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class OpeningsOf:
    """How many openings of a company have a place to take, and how many wait for an officer."""

    open: int
    to_review: int


NO_OPENINGS = OpeningsOf(0, 0)


def list_companies(
    session: Session, wanted: WantedCompanies, today: date, within: str | None = None
) -> Page[Company]:
    """A page of the companies; those of which an order knows nothing come last."""
    query = select(Company).where(*means(wanted.text, within), *_conditions(wanted, today))
    order = _ORDERS[wanted.sort.removeprefix("-")]
    directed = order.desc() if wanted.sort.startswith("-") else order.asc()
    query = query.order_by(directed.nulls_last(), Company.id)
    return load_page(session, query, page=wanted.page, page_size=wanted.page_size)


def count_openings(session: Session, companies: tuple[Company, ...], today: date) -> dict[str, OpeningsOf]:
    """By the reference of each of these companies that has any: its openings that count today."""
    is_open = func.count().filter(*stands(OPEN, today))
    to_review = func.count().filter(Opening.needs_review)
    query = (
        select(Company.ref, is_open, to_review)
        .join(Company.openings)
        .where(Company.id.in_([company.id for company in companies]))
        .group_by(Company.ref)
        .order_by(Company.ref)
    )
    return {ref: OpeningsOf(*counts) for ref, *counts in session.execute(query)}


def industries(session: Session) -> list[str]:
    """What companies say they do, the most frequent first."""
    return _words(session, Company.industry)


def sizes(session: Session) -> list[str]:
    """How large companies say they are, the most frequent first."""
    return _words(session, Company.size)


def _words(session: Session, column: InstrumentedAttribute[str | None]) -> list[str]:
    query = select(column).where(column.is_not(None)).group_by(column).order_by(func.count().desc(), column)
    return [word for word in session.scalars(query) if word]


def _conditions(wanted: WantedCompanies, today: date) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.status is not None:
        asked.append(Company.status == wanted.status)
    if wanted.verified is not None:
        asked.append(Company.verified.is_(wanted.verified))
    if wanted.industry is not None:
        asked.append(Company.industry == wanted.industry)
    if wanted.size is not None:
        asked.append(Company.size == wanted.size)
    if wanted.place is not None:
        asked.append(Company.place.startswith(wanted.place, autoescape=True))
    if wanted.has_openings is not None:
        has = exists().where(Opening.company_id == Company.id, *stands(OPEN, today))
        asked.append(has if wanted.has_openings else ~has)
    return asked
