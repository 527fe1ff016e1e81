"""One number that rises whenever something changes that the matcher sees, and the rows that keep it.

The number is the moment of the change in microseconds or, where the clock says less than was reached already,
somewhat more than that, by chance: so two copies of a database that go different ways do not give different
states the same number.
"""

import secrets
import time
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ColumnElement, bindparam, case, event, select, update
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, declared_attr, mapped_column

from models.base import Base

STEP = 1 << 20  # at most so many microseconds ahead of what was reached


class ChangeCounter(Base):
    """The one row of this table; the first migration puts it there."""

    __tablename__ = "change_counter"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger, default=0)

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


class Watched:
    """A row whose coming, changing or going the matcher must hear of."""


class Revised(Watched):
    """A row that the matcher sees: `revision` is the number of the change that last wrote it.

    The counter is raised before the row is written, so that writers take turns and no change can show with a
    number that somebody has seen already. A session does so by itself; statements beside it must.
    """

    @declared_attr
    def revision(cls) -> Mapped[int]:  # noqa: N805 -- SQLAlchemy hands the class
        """The counter as it is when the row is written."""
        now = select(ChangeCounter.value).scalar_subquery()
        return mapped_column(BigInteger, default=now, onupdate=now, server_default="0", sort_order=1)


def risen() -> ColumnElement[int]:
    """What the counter is raised to."""
    now = bindparam("now", time.time_ns() // 1000, BigInteger, unique=True)
    more = bindparam("more", 1 + secrets.randbelow(STEP), BigInteger, unique=True)
    return case((ChangeCounter.value < now, now), else_=ChangeCounter.value + more)


def raise_change_counter(session: Session) -> None:
    """Tell every worker that its snapshot is stale, once this transaction commits."""
    session.connection().execute(update(ChangeCounter).values(value=risen()))


def take_turn(session: Session) -> None:
    """Wait for whoever is changing what the matcher sees, and let others wait; changes nothing by itself.

    An act that will change several rows takes it first, as those do that raise the counter: then no two wait
    for each other.
    """
    session.connection().execute(select(ChangeCounter.id).with_for_update())


@event.listens_for(Session, "before_flush")
def _raise_before_rows(session: Session, *_: Any) -> None:
    changed = (row for row in session.dirty if session.is_modified(row))
    if any(isinstance(row, Watched) for rows in (session.new, session.deleted, changed) for row in rows):
        raise_change_counter(session)


@event.listens_for(Session, "do_orm_execute")
def _raise_before_statements(state: ORMExecuteState) -> None:
    writes = state.is_insert or state.is_update or state.is_delete
    if writes and any(issubclass(mapper.class_, Watched) for mapper in state.all_mappers):
        raise_change_counter(state.session)
