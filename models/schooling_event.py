"""What happened to a student at school, as it was logged."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, enum_type
from models.sealing import RECORD, TEXT, KeyOwner, Sealed, SealedRow, optional
from models.student import Student
from models.taking_back import CanBeTakenBack, taken_back_check


class SchoolingKind(StrEnum):
    """What happened."""

    ATTENDED = "attended"  # was seen to attend, or enrolled for a term
    ABSENT_LONG = "absent_long"
    LEFT_SCHOOL = "left_school"  # a drop-out
    RETURNED = "returned"
    VISIT = "visit"  # somebody of the programme called at the home or the school
    GRADUATED = "graduated"


STAYING_AWAY = (SchoolingKind.ABSENT_LONG, SchoolingKind.LEFT_SCHOOL)
"""What has a reason."""


class LeavingReason(StrEnum):
    """Why somebody stayed away from school."""

    FEES = "fees"
    ILLNESS = "illness"
    FAMILY = "family"
    WORK = "work"
    UNWILLING = "unwilling"
    OTHER = "other"


class SchoolingEvent(SealedRow, CanBeTakenBack, Base):
    """One thing on one day, logged once; a reason belongs to staying away only, and None is unknown."""

    __tablename__ = "schooling_events"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"))
    student: Mapped[Student] = relationship()
    day: Mapped[date] = mapped_column(index=True)
    kind: Mapped[SchoolingKind] = mapped_column(enum_type(SchoolingKind, "kind"))
    reason: Mapped[LeavingReason | None] = mapped_column(enum_type(LeavingReason, "reason"))
    note_sealed: Mapped[bytes | None]
    before_sealed: Mapped[bytes | None]
    actor: Mapped[str]  # who logged it
    at: Mapped[datetime]

    note = Sealed(optional(TEXT))
    before = Sealed(optional(RECORD))  # what a hand-over changed of the student, as it was

    __table_args__ = (
        Index(
            "uq_schooling_events_student_id_day_kind",
            "student_id",
            "day",
            "kind",
            unique=True,
            sqlite_where=text("taken_back_at IS NULL"),
            postgresql_where=text("taken_back_at IS NULL"),
        ),
        CheckConstraint("reason IS NULL OR kind IN ('absent_long', 'left_school')", name="stayed_away"),
        taken_back_check(),
    )

    def key_owner(self) -> KeyOwner:
        """The student whom it is about."""
        return self.student
