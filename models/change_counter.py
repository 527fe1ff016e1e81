"""One number that rises whenever something changes that the matcher sees."""

from sqlalchemy import CheckConstraint, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class ChangeCounter(Base):
    """The one row of this table; the first migration puts it there."""

    __tablename__ = "change_counter"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(default=0)

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


def raise_change_counter(session: Session) -> None:
    """Tell every worker that its snapshot is stale, once this transaction commits."""
    session.execute(update(ChangeCounter).values(value=ChangeCounter.value + 1))
