"""Money for one term of a student, from anybody but the relief fund."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Fen, Versioned, enum_type
from models.company import Company
from models.sealing import TEXT, KeyOwner, Sealed, SealedRow, optional
from models.taking_back import CanBeTakenBack, taken_back_check

if TYPE_CHECKING:
    from models.school_term import SchoolTerm


class AidSource(StrEnum):
    """Where study aid comes from."""

    GRANT = "grant"
    LOAN = "loan"
    COMPANY = "company"
    SCHOOL = "school"
    RELIEF_FUND = "relief_fund"  # kept in the relief ledger, and nowhere else


class AidPayment(SealedRow, Versioned, CanBeTakenBack, Base):
    """What one source gives for a term: promised as long as there is no day on which it was paid."""

    __tablename__ = "aid_payments"

    term_id: Mapped[int] = mapped_column(ForeignKey("school_terms.id", ondelete="CASCADE"), index=True)
    term: Mapped["SchoolTerm"] = relationship(back_populates="payments")
    source: Mapped[AidSource] = mapped_column(enum_type(AidSource, "source"))
    amount: Mapped[Fen]
    paid_on: Mapped[date | None]
    company_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id"), index=True)
    company: Mapped[Company | None] = relationship()
    note_sealed: Mapped[bytes | None]

    note = Sealed(optional(TEXT))

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("source <> 'relief_fund'", name="one_ledger"),
        CheckConstraint("company_id IS NULL OR source = 'company'", name="sponsor"),
        taken_back_check(),
    )

    def key_owner(self) -> KeyOwner:
        """The student whose term is paid for."""
        return self.term.student
