"""Service events: what was done for a student, logged once; promises are counted from them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, enum_type
from models.referral import Referral
from models.sealing import TEXT, KeyOwner, Sealed, SealedRow, optional
from models.student import Student
from models.taking_back import CanBeTakenBack, taken_back_check


class Service(StrEnum):
    """What can be done for a student (服务记录)."""

    BRIEFING = "briefing"  # 政策宣讲
    GUIDANCE = "guidance"  # 职业指导
    RECOMMENDATION = "recommendation"  # 岗位推荐: a referral that was sent counts as one by itself
    TRAINING = "training"  # 培训
    INTERNSHIP = "internship"  # 见习
    CONTACT = "contact"  # a call or a visit, reached or not; promised by nobody
    CORRECTION = "correction"  # 学生要求更正: what a student asks to be put right, on their own page


BY_HAND = tuple(kind for kind in Service if kind not in (Service.RECOMMENDATION, Service.CORRECTION))
"""What somebody logs; a recommendation is counted by the referral that was sent, a correction is asked."""


class ServiceEvent(SealedRow, CanBeTakenBack, Base):
    """One service on one day. A mistaken one is taken back, not removed."""

    __tablename__ = "service_events"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"))
    kind: Mapped[Service] = mapped_column(enum_type(Service, "kind"))
    at: Mapped[datetime]
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referrals.id"), unique=True)
    note_sealed: Mapped[bytes | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    settled_at: Mapped[datetime | None] = mapped_column(sort_order=3)  # of a correction: it waits no more
    settled_by: Mapped[str | None] = mapped_column(sort_order=3)

    note = Sealed(optional(TEXT))

    student: Mapped[Student] = relationship()
    referral: Mapped[Referral | None] = relationship()

    __table_args__ = (
        Index("ix_service_events_student_id_at", "student_id", "at"),
        taken_back_check(),
        CheckConstraint(
            "(settled_at IS NULL) = (settled_by IS NULL) AND (settled_at IS NULL OR kind = 'correction')",
            name="settled",
        ),
    )

    def key_owner(self) -> KeyOwner:
        """A note is about the student."""
        return self.student
