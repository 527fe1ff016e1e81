"""A shortlist that is kept: what the matcher proposed, what an officer made of it, and who approved it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.vocabulary import DropReason
from models.base import Base, Versioned, enum_type
from models.opening import Opening
from models.sealing import COUNTS, TEXT, KeyOwner, Sealed, SealedRow, optional
from models.student import Student


class Shortlist(SealedRow, Versioned, Base):
    """The best openings for a student, or the best students for an opening, as they were on one day."""

    __tablename__ = "shortlists"

    student_id: Mapped[int | None] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    opening_id: Mapped[int | None] = mapped_column(ForeignKey("openings.id"), index=True)
    as_of: Mapped[date]
    k: Mapped[int]
    policy: Mapped[str]  # fingerprints: the same three give the same ranking
    snapshot: Mapped[str]
    code: Mapped[str]
    considered: Mapped[int]
    eligible: Mapped[int]
    refused_sealed: Mapped[bytes | None]  # by reasons of health and age too
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str | None]

    refused = Sealed(optional(COUNTS))  # reason → number

    student: Mapped[Student | None] = relationship()
    opening: Mapped[Opening | None] = relationship()
    items: Mapped[list["ShortlistItem"]] = relationship(
        back_populates="shortlist",
        cascade="all, delete-orphan",
        order_by="(ShortlistItem.position, ShortlistItem.rank)",
    )

    __table_args__ = (
        CheckConstraint("(student_id IS NULL) != (opening_id IS NULL)", name="subject"),
        CheckConstraint("(approved_at IS NULL) = (approved_by IS NULL)", name="approved"),
    )

    def key_owner(self) -> KeyOwner:
        """Whom it was made for: the student, or the company of the opening."""
        if self.student is not None:
            return self.student
        assert self.opening is not None
        return self.opening.company


class ShortlistItem(SealedRow, Base):
    """One pair on a kept shortlist, with the explanation that was shown, and what an officer decided."""

    __tablename__ = "shortlist_items"

    shortlist_id: Mapped[int] = mapped_column(ForeignKey("shortlists.id", ondelete="CASCADE"))
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id"), index=True)
    rank: Mapped[int]  # the matcher's, from 1
    position: Mapped[int]  # the officer's, from 1
    score: Mapped[int]  # hundredths
    explanation: Mapped[dict[str, Any]]  # bars as codes and numbers
    pinned: Mapped[bool] = mapped_column(default=False, server_default=false())
    dropped_reason: Mapped[DropReason | None] = mapped_column(enum_type(DropReason, "dropped_reason"))
    note_sealed: Mapped[bytes | None]

    note = Sealed(optional(TEXT))

    shortlist: Mapped[Shortlist] = relationship(back_populates="items")
    student: Mapped[Student] = relationship()
    opening: Mapped[Opening] = relationship()

    __table_args__ = (
        UniqueConstraint("shortlist_id", "student_id", "opening_id"),
        CheckConstraint("score >= 0 AND score <= 10000", name="score"),
        CheckConstraint("rank >= 1 AND position >= 1", name="rank"),
        CheckConstraint("NOT (pinned AND dropped_reason IS NOT NULL)", name="pinned_or_dropped"),
    )

    def key_owner(self) -> KeyOwner:
        """A note is about the student."""
        return self.student
