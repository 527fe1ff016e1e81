"""The audit trail: who did or saw what, and when; rows are added and never changed.

Each row carries a keyed digest over its own facts and the digest of the row before it, so that a changed,
removed or inserted row breaks the chain there; the head says how many rows there are, so that a cut tail
shows as well. Triggers of the database refuse changes besides.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, enum_type

START = bytes(32)  # stands before the first row


class Outcome(StrEnum):
    """What became of an act."""

    DONE = "done"
    DENIED = "denied"


class AuditEvent(Base):
    """One act, or one look: names of fields, codes and numbers; never a value that somebody gave."""

    __tablename__ = "audit_events"

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )  # 1, 2, 3 … without a gap
    at: Mapped[datetime]
    actor: Mapped[str]
    act: Mapped[str]
    outcome: Mapped[Outcome] = mapped_column(enum_type(Outcome, "outcome"))
    subject_kind: Mapped[str | None]
    subject_ref: Mapped[str | None]
    fields: Mapped[list[str]]
    details: Mapped[dict[str, Any]]
    mac: Mapped[bytes]

    __table_args__ = (
        CheckConstraint("id >= 1", name="id"),
        Index("ix_audit_events_subject_ref", "subject_ref"),
        Index("ix_audit_events_actor", "actor"),
    )


class AuditHead(Base):
    """The one row of this table: how many events there are, the digest of the last, and a seal over both."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    events: Mapped[int] = mapped_column(BigInteger)
    mac: Mapped[bytes]
    seal: Mapped[bytes]

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
