"""Service events: what was done for a student, logged once; promises are counted from them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
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


BY_HAND = tuple(kind for kind in Service if kind is not Service.RECOMMENDATION)
"""What somebody logs; a recommendation is counted by the referral that was sent."""


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

    note = Sealed(optional(TEXT))

    student: Mapped[Student] = relationship()
    referral: Mapped[Referral | None] = relationship()

    __table_args__ = (Index("ix_service_events_student_id_at", "student_id", "at"), taken_back_check())

    def key_owner(self) -> KeyOwner:
        """A note is about the student."""
        return self.student
