"""Rows to insert and update, gathered first and written at once: the short half of an import."""

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from matcher.batches import batched
from models.aid_payment import AidPayment
from models.base import Base, Referable, Versioned
from models.company import Company
from models.data_key import DataKey
from models.hardship import Hardship
from models.household import Household
from models.opening import Opening
from models.relief_payment import ReliefPayment
from models.school_term import SchoolTerm
from models.student import Student

Row = dict[str, Any]
T = TypeVar("T")

AT_ONCE = 500  # rows in one statement, values in one IN (…)

ORDER: tuple[type[Base], ...] = (
    DataKey,
    Household,
    Student,
    Hardship,
    Company,
    Opening,
    SchoolTerm,
    AidPayment,
    ReliefPayment,
)
"""What an import writes, parents before children."""


class RowOf(NamedTuple):
    """A row that may not be in the database yet, as the target of a foreign key."""

    row_class: type[Referable]
    ref: str


class Changes:
    """What an import wants written: new rows, and other values for some columns of stored ones.

    New rows are kept packed, a part at a time: as objects, twenty thousand would take a hundred megabytes.
    """

    def __init__(self) -> None:
        self._packed: dict[type[Base], list[bytes]] = defaultdict(list)
        self._loose: dict[type[Base], list[tuple[Any, ...]]] = defaultdict(list)
        self._updates: dict[type[Base], list[Row]] = defaultdict(list)
        self.created: dict[type[Base], list[str]] = defaultdict(list)  # references of the new rows

    def insert(self, row_class: type[Base], row: Row) -> None:
        """A new row; columns that are left out get their defaults."""
        known = columns_of(row_class)
        assert row.keys() <= known.keys(), row.keys() - known.keys()
        if "ref" in row:
            self.created[row_class].append(row["ref"])
        values = [row[name] if name in row else default() for name, default in known.items()]
        loose = self._loose[row_class]
        loose.append(tuple(values))
        if len(loose) == AT_ONCE:
            self._packed[row_class].append(pickle.dumps(loose))
            loose.clear()

    def update(self, row_class: type[Base], number: int, columns: Row) -> None:
        """Other values for some columns of the row `id` = number."""
        self._updates[row_class].append({"id": number, **columns})

    def inserts(self, row_class: type[Base]) -> Iterator[list[Row]]:
        """The new rows of a table, a part at a time."""
        packed = (pickle.loads(part) for part in self._packed[row_class])  # noqa: S301 - packed above
        for part in chain(packed, [self._loose[row_class]]):
            if part:
                yield [dict(zip(columns_of(row_class), values, strict=True)) for values in part]

    def updates(self, row_class: type[Base]) -> Iterator[tuple[tuple[str, ...], Sequence[Row]]]:
        """The updates of a table, with the columns that they change, in parts of alike ones."""
        by_columns: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in self._updates[row_class]:
            by_columns[tuple(sorted(row.keys() - {"id"}))].append(row)
        for columns, alike in by_columns.items():
            for rows in in_parts(alike):
                yield columns, rows

    def __bool__(self) -> bool:
        return any(any(kept.values()) for kept in (self._packed, self._loose, self._updates))


def apply_changes(session: Session, changes: Changes, now: datetime) -> None:
    """Write them all, parents before children, in the transaction of the session.

    Updates come first: a code that arrives for a stored row makes room for a new row that has none.
    """
    for row_class in ORDER:
        apply_updates(session, changes, row_class, now)
        for rows in changes.inserts(row_class):
            _insert(session, row_class, rows, now)


def apply_updates(session: Session, changes: Changes, row_class: type[Base], now: datetime) -> None:
    """Write what changes in the stored rows of one table."""
    for columns, alike in changes.updates(row_class):
        _update(session, row_class, columns, alike, now)


def _insert(session: Session, row_class: type[Base], rows: Sequence[Row], now: datetime) -> None:
    _resolve(session, row_class, rows)
    fresh = {"created_at": now, "updated_at": now} if issubclass(row_class, Versioned) else {}
    session.execute(insert(table_of(row_class)), [row | fresh for row in rows])


def _update(
    session: Session, row_class: type[Base], columns: Sequence[str], rows: Sequence[Row], now: datetime
) -> None:
    _resolve(session, row_class, rows)
    table = table_of(row_class)
    values: Row = {column: bindparam(f"new_{column}") for column in columns}
    if issubclass(row_class, Versioned):
        values |= {"version": table.c.version + 1, "updated_at": now}
    session.connection().execute(
        update(table).where(table.c.id == bindparam("row_id")).values(values),
        [{"row_id": row["id"]} | {f"new_{column}": row[column] for column in columns} for row in rows],
    )


@cache
def columns_of(row_class: type[Base]) -> dict[str, Callable[[], Any]]:
    """The columns of a table, each with what makes its default; `id` and what the database fills apart."""
    return {
        column.name: _default_maker(column.default)
        for column in table_of(row_class).columns
        if column.name != "id" and not (column.default is not None and column.default.is_clause_element)
    }


def _default_maker(default: Any) -> Callable[[], Any]:
    if default is None:
        return lambda: None
    return (lambda: default.arg(None)) if default.is_callable else (lambda: default.arg)


def table_of(row_class: type[Base]) -> Table:
    """The table of a class, for statements over many rows that need no objects."""
    table = row_class.__table__
    assert isinstance(table, Table)
    return table


def in_parts(values: Iterable[T]) -> Iterator[Sequence[T]]:
    """The values in lists that one query can take."""
    return batched(values, AT_ONCE)


def _resolve(session: Session, row_class: type[Base], rows: Sequence[Row]) -> None:
    """Put numbers where rows name others by reference."""
    references = [column.name for column in table_of(row_class).columns if column.foreign_keys]
    named = [(row, name) for name in references for row in rows if isinstance(row.get(name), RowOf)]
    wanted = {row[name]: 0 for row, name in named}
    for target_class in {target.row_class: None for target in wanted}:
        refs = [target.ref for target in wanted if target.row_class is target_class]
        for part in in_parts(refs):
            found = session.execute(
                select(target_class.ref, target_class.id).where(target_class.ref.in_(part))
            )
            wanted |= {RowOf(target_class, ref): number for ref, number in found}
    for row, name in named:
        row[name] = wanted[row[name]]
