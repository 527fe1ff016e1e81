"""Rows that may be taken back: they stay on record, struck out, and count no more."""

from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, ColumnElement
from sqlalchemy.orm import Mapped, mapped_column

from models.base import enum_type


class Mistake(StrEnum):
    """Why something is taken back."""

    MISTYPED = "mistyped"  # amount, day, reason …
    WRONG_PERSON = "wrong_person"  # of another student, household or company
    ENTERED_TWICE = "entered_twice"
    NEVER_HAPPENED = "never_happened"
    MONEY_RETURNED = "money_returned"
    OTHER = "other"


class TakenBack(NamedTuple):
    """When and by whom it was taken back, and why; None is unknown."""

    at: datetime
    by: str
    why: Mistake | None


class CanBeTakenBack:
    """A row that was entered by people, who err."""

    taken_back_at: Mapped[datetime | None] = mapped_column(sort_order=2)
    taken_back_by: Mapped[str | None] = mapped_column(sort_order=2)
    taken_back_why: Mapped[Mistake | None] = mapped_column(enum_type(Mistake, "taken_back_why"), sort_order=2)

    @property
    def taken_back(self) -> TakenBack | None:
        """Who took it back, if anybody did."""
        return taken_back(self)


def taken_back(row: Any) -> TakenBack | None:
    """The same of a row of a query that tells `struck_out`."""
    if row.taken_back_at is None:
        return None
    return TakenBack(row.taken_back_at, row.taken_back_by, row.taken_back_why)


def struck_out(
    row_class: type[CanBeTakenBack],
) -> tuple[Mapped[datetime | None], Mapped[str | None], Mapped[Mistake | None]]:
    """The three columns, for a query that tells them."""
    return row_class.taken_back_at, row_class.taken_back_by, row_class.taken_back_why


def counts(row_class: type[CanBeTakenBack]) -> ColumnElement[bool]:
    """What was not taken back; whoever adds up or lists what is has to ask for it."""
    return row_class.taken_back_at.is_(None)


def taken_back_check() -> CheckConstraint:
    """Whoever takes something back is named."""
    return CheckConstraint(
        "(taken_back_at IS NULL) = (taken_back_by IS NULL)"
        " AND (taken_back_at IS NOT NULL OR taken_back_why IS NULL)",
        name="taken_back",
    )
