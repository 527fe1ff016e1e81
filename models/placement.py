"""Placements: that somebody was hired, how well that is known, and how long it lasted."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.lifecycle import RETENTION
from matcher.vocabulary import EndReason, Evidence
from models.base import Base, Versioned, enum_type
from models.opening import Opening
from models.referral import Referral
from models.sealing import TEXT, KeyOwner, Sealed, SealedRow, optional
from models.student import Student


class Placement(SealedRow, Versioned, Base):
    """One person's employment: by a referral, at an opening without one, or with another employer."""

    __tablename__ = "placements"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    opening_id: Mapped[int | None] = mapped_column(ForeignKey("openings.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referrals.id"), unique=True)
    employer_sealed: Mapped[bytes | None]  # where there is no opening
    internship: Mapped[bool] = mapped_column(default=False, server_default=false())  # no employment
    occupation: Mapped[str | None]  # occupation code
    wage: Mapped[int | None]  # CNY a month
    started: Mapped[date]
    ended: Mapped[date | None]
    end_reason: Mapped[EndReason | None] = mapped_column(enum_type(EndReason, "end_reason"))
    evidence: Mapped[Evidence] = mapped_column(enum_type(Evidence, "evidence"))  # the strongest so far
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]

    employer = Sealed(optional(TEXT))

    student: Mapped[Student] = relationship()
    opening: Mapped[Opening | None] = relationship()
    referral: Mapped[Referral | None] = relationship()
    proofs: Mapped[list["PlacementProof"]] = relationship(
        back_populates="placement", cascade="all, delete-orphan", order_by="PlacementProof.id"
    )
    checks: Mapped[list["RetentionCheck"]] = relationship(
        back_populates="placement", cascade="all, delete-orphan", order_by="RetentionCheck.months"
    )

    __table_args__ = (
        Index(
            "uq_placements_student_id",
            "student_id",
            unique=True,
            sqlite_where=text("ended IS NULL"),
            postgresql_where=text("ended IS NULL"),
        ),
        CheckConstraint("(ended IS NULL) = (end_reason IS NULL)", name="end_told"),
        CheckConstraint("ended >= started", name="ended"),
        CheckConstraint("opening_id IS NOT NULL OR employer_sealed IS NOT NULL", name="employer"),
        CheckConstraint("opening_id IS NOT NULL OR referral_id IS NULL", name="referral"),
        CheckConstraint("wage >= 0", name="wage"),
    )

    def key_owner(self) -> KeyOwner:
        """Where somebody works is theirs."""
        return self.student

    @property
    def months_to_ask(self) -> list[int]:
        """After how many months it is not known whether it lasted; a later yes proves the earlier ones."""
        outcomes = {check.months: check.outcome for check in self.checks}
        answered = {months for months, outcome in outcomes.items() if outcome is not Retention.UNKNOWN}
        lasted = max((months for months in answered if outcomes[months] is Retention.EMPLOYED), default=0)
        return [months for months in RETENTION if months > lasted and months not in answered]


class PlacementProof(SealedRow, Base):
    """One piece of evidence of a placement; added to and never changed."""

    __tablename__ = "placement_proofs"

    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id", ondelete="CASCADE"), index=True)
    evidence: Mapped[Evidence] = mapped_column(enum_type(Evidence, "evidence"))
    seen_on: Mapped[date]
    words_sealed: Mapped[bytes | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]

    words = Sealed(optional(TEXT))  # which paper, whose word

    placement: Mapped[Placement] = relationship(back_populates="proofs")

    def key_owner(self) -> KeyOwner:
        """The student whose employment it proves."""
        return self.placement.student


class Retention(StrEnum):
    """What was found when somebody asked."""

    EMPLOYED = "employed"
    LEFT = "left"
    UNKNOWN = "unknown"  # nobody could be reached: neither a yes nor a no


class RetentionCheck(Base):
    """What was found 3, 6 or 12 months after the start; an unknown may still be found out."""

    __tablename__ = "retention_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id", ondelete="CASCADE"))
    months: Mapped[int]
    outcome: Mapped[Retention] = mapped_column(enum_type(Retention, "outcome"))
    checked_on: Mapped[date]
    recorded_by: Mapped[str]

    placement: Mapped[Placement] = relationship(back_populates="checks")

    __table_args__ = (
        UniqueConstraint("placement_id", "months"),
        CheckConstraint("months IN (3, 6, 12)", name="months"),
    )
