"""What the relief fund paid to a household: the one ledger, study aid from the fund included."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Fen, Versioned, enum_type
from models.household import Household
from models.school_term import SchoolTerm
from models.sealing import TEXT, KeyOwner, Sealed, SealedRow, optional
from models.student import Student
from models.taking_back import CanBeTakenBack, taken_back_check


class ReliefPurpose(StrEnum):
    """What the relief fund helps with."""

    MEDICAL = "medical"
    LIVING = "living"
    STUDY = "study"
    WORK = "work"  # starting to work


class ReliefPayment(SealedRow, Versioned, CanBeTakenBack, Base):
    """One payment to a household or, where a student has none, to the student.

    Purpose study may name the term that it is for: then it is that term's study aid as well.
    """

    __tablename__ = "relief_payments"

    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"), index=True)
    household: Mapped[Household | None] = relationship()
    student_id: Mapped[int | None] = mapped_column(ForeignKey("students.id"), index=True)
    student: Mapped[Student | None] = relationship()
    purpose: Mapped[ReliefPurpose] = mapped_column(enum_type(ReliefPurpose, "purpose"))
    amount: Mapped[Fen]
    paid_on: Mapped[date] = mapped_column(index=True)
    decision: Mapped[str | None]  # number of the document that decided it
    term_id: Mapped[int | None] = mapped_column(
        ForeignKey("school_terms.id", ondelete="SET NULL"), index=True
    )
    term: Mapped[SchoolTerm | None] = relationship()
    note_sealed: Mapped[bytes | None]

    note = Sealed(optional(TEXT))

    __table_args__ = (
        CheckConstraint("(household_id IS NULL) <> (student_id IS NULL)", name="payee"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("term_id IS NULL OR purpose = 'study'", name="term"),
        taken_back_check(),
    )

    def key_owner(self) -> KeyOwner:
        """Whoever was paid."""
        owner = self.household or self.student
        assert owner is not None
        return owner
