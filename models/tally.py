"""How often something was tried within a while, counted in the database for all workers together."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, case, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class Tally(Base):
    """The count of one thing since its window began; the key is a keyed digest and tells nothing."""

    __tablename__ = "tallies"

    key: Mapped[bytes] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    count: Mapped[int]

    __table_args__ = (CheckConstraint("count >= 1", name="count"),)


def count_up(session: Session, key: bytes, now: datetime, window: timedelta) -> Tally:
    """Count once more, by one statement, and tell the tally; a window begins with its first count.

    A window that is over begins anew. Never two workers are told the same count of one window.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    is_over = Tally.since <= now - window
    statement = (
        insert(Tally)
        .values(key=key, since=now, count=1)
        .on_conflict_do_update(
            index_elements=[Tally.key],
            set_={
                "count": case((is_over, 1), else_=Tally.count + 1),
                "since": case((is_over, now), else_=Tally.since),
            },
        )
        .returning(Tally.since, Tally.count)
    )
    since, count = session.execute(statement).one()
    return Tally(key=key, since=since, count=count)


def forget(session: Session, key: bytes) -> None:
    """Begin anew with the next count."""
    session.execute(delete(Tally).where(Tally.key == key))


def forget_before(session: Session, moment: datetime) -> None:
    """Forget whatever began before a moment."""
    session.execute(delete(Tally).where(Tally.since < moment))
