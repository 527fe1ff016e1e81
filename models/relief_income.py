"""What came into the relief fund."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Fen, Referable, Versioned, enum_type
from models.company import Company
from models.taking_back import CanBeTakenBack, taken_back_check


class IncomeSource(StrEnum):
    """Where the fund's money comes from."""

    BUDGET = "budget"
    COMPANY = "company"
    CHARITY = "charity"  # a charitable organisation
    DONATION = "donation"  # of persons
    OTHER = "other"


class ReliefIncome(Referable, Versioned, CanBeTakenBack, Base):
    """One sum that the fund received."""

    __tablename__ = "relief_income"

    source: Mapped[IncomeSource] = mapped_column(enum_type(IncomeSource, "source"))
    amount: Mapped[Fen]
    received_on: Mapped[date] = mapped_column(index=True)
    company_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id"), index=True)
    company: Mapped[Company | None] = relationship()
    document: Mapped[str | None]  # number of the receipt or of the budget's document

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("company_id IS NULL OR source = 'company'", name="sponsor"),
        taken_back_check(),
    )
