"""Who was erased: references that tell nothing, kept so that a restored backup can be put right."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import REF_LENGTH, Base, enum_type


class ErasureReason(StrEnum):
    """Why somebody was erased."""

    REQUEST = "request"  # the student or a guardian asked for it
    RETENTION = "retention"  # the time for which a record is kept is over
    MISTAKE = "mistake"  # should never have been registered


class Erasure(Base):
    """One erasure. There is no foreign key on purpose: the list is kept and applied apart."""

    __tablename__ = "erasures"

    student: Mapped[str] = mapped_column(String(REF_LENGTH), primary_key=True)
    reason: Mapped[ErasureReason] = mapped_column(enum_type(ErasureReason, "reason"))
    at: Mapped[datetime]
    actor: Mapped[str]
