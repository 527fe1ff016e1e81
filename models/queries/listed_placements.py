"""Placements as lists: those that last, how well they are known, and about which one has to ask again."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher.lifecycle import RETENTION, last_start_due
from matcher.vocabulary import Evidence
from models.opening import Opening
from models.placement import Placement, Retention, RetentionCheck
from models.queries.pages import Page, load_page
from models.student import Student

_ORDERS = {
    "started": Placement.started,
    "ended": Placement.ended,
    "recorded_at": Placement.recorded_at,
    "updated_at": Placement.updated_at,
}


@dataclass(frozen=True, slots=True)
class WantedPlacements:
    """Which placements, and in what order; `sort` is a key of the orders, with - before it the other way."""

    active: bool | None = None
    evidence: Evidence | None = None  # the strongest so far
    check_due: bool | None = None
    sort: str = "-updated_at"
    page: int = 1
    page_size: int = 50


def list_placements(session: Session, wanted: WantedPlacements, today: date) -> Page[Placement]:
    """A page of the placements that the session sees; those without the day of an order come last."""
    query = select(Placement).options(
        joinedload(Placement.student),
        joinedload(Placement.opening).joinedload(Opening.company),
        selectinload(Placement.checks),
    )
    if wanted.active is not None:
        query = query.where(Placement.ended.is_(None) if wanted.active else Placement.ended.is_not(None))
    if wanted.evidence is not None:
        query = query.where(Placement.evidence == wanted.evidence)
    if wanted.check_due is not None:
        due = is_check_due(today)
        query = query.where(due if wanted.check_due else ~due)
    order = _ORDERS[wanted.sort.removeprefix("-")]
    directed = order.desc() if wanted.sort.startswith("-") else order.asc()
    query = query.order_by(directed.nulls_last(), Placement.id)
    return load_page(session, query, page=wanted.page, page_size=wanted.page_size)


def is_check_due(today: date) -> ColumnElement[bool]:
    """The condition that somebody is employed, as far as is known, and one has to ask whether still.

    An unknown is asked again, as long as there is neither a yes nor a no, nor a yes later on; of who is
    erased nobody asks.
    """
    answered = RetentionCheck.outcome != Retention.UNKNOWN
    lasted = RetentionCheck.outcome == Retention.EMPLOYED
    due = [
        (Placement.started <= last_start_due(today, months))
        & ~Placement.checks.any(
            or_((RetentionCheck.months == months) & answered, (RetentionCheck.months > months) & lasted)
        )
        for months in RETENTION
    ]
    there = Placement.student.has(Student.erased_at.is_(None))
    return Placement.ended.is_(None) & there & or_(*due)
