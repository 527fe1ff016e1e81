"""Why a student is in the programme, and from when to when."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Versioned
from models.sealing import TEXT, KeyOwner, Sealed, SealedRow, optional

if TYPE_CHECKING:
    from models.student import Student


class Hardship(SealedRow, Versioned, Base):
    """One hardship category of one student over one time; an open end is None.

    It is sealed with the student's data key and never reaches the matcher.
    """

    __tablename__ = "hardships"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    student: Mapped["Student"] = relationship(back_populates="hardships")
    category_sealed: Mapped[bytes]
    words_sealed: Mapped[bytes | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    category = Sealed(TEXT)  # a code of matcher.vocabulary.HardshipCategory
    words = Sealed(optional(TEXT))

    __table_args__ = (CheckConstraint("valid_from <= valid_to", name="valid_order"),)

    def key_owner(self) -> KeyOwner:
        """The student whom the hardship is about."""
        return self.student
