"""Lists that are shown a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from matcher.reference.divisions import PREFECTURE, PROVINCE
from matcher.text.places import resolve_place

T = TypeVar("T")

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; pages count from 1."""

    items: tuple[T, ...]
    total: int
    page: int
    page_size: int


def load_page(session: Session, query: Select[T], *, page: int, page_size: int) -> Page[T]:
    """The page of that number; an empty one beyond the last."""
    total = session.scalars(select(func.count()).select_from(query.order_by(None).subquery())).one()
    page = max(page, 1)
    before = (page - 1) * page_size
    if before >= total:  # also a number that no database could take
        return Page((), total, page, page_size)
    return Page(tuple(session.scalars(query.limit(page_size).offset(before))), total, page, page_size)


def page_of(items: Sequence[T], *, page: int = 1, page_size: int = PAGE_SIZE) -> Page[T]:
    """The page of that number of a list that is at hand; an empty one beyond the last."""
    page = max(page, 1)
    before = (page - 1) * page_size
    return Page(tuple(items[before : before + page_size]), len(items), page, page_size)


def lies_in(
    place: InstrumentedAttribute[str | None], text: str, within: str | None = None
) -> list[ColumnElement[bool]]:
    """The condition that `place` lies in the division which the whole text names; none if it names none.

    `within`, the instance's district, decides between places of one name, and knows its streets by their
    short names.
    """
    reading = resolve_place(text, within)
    if reading.code is None or reading.rest:
        return []
    told = {PROVINCE: 2, PREFECTURE: 4}.get(reading.level or 0, len(reading.code))
    return [place.startswith(reading.code[:told])]
