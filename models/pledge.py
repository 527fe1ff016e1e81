"""What a company pledged: to sponsor a student, or to give to the relief fund."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Fen, Referable, SchoolTermCode, Versioned, term_check
from models.company import Company
from models.student import Student
from models.taking_back import CanBeTakenBack, taken_back_check


class Pledge(Referable, Versioned, CanBeTakenBack, Base):
    """An amount in all, from one term on; without a student it is for the fund, without an end it goes on.

    It is paid by what names the company: study aid of the student, or income of the fund.
    """

    __tablename__ = "pledges"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    company: Mapped[Company] = relationship()
    student_id: Mapped[int | None] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    student: Mapped[Student | None] = relationship()
    amount: Mapped[Fen]
    from_term: Mapped[SchoolTermCode]
    until_term: Mapped[SchoolTermCode | None]

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        term_check("from_term"),
        term_check("until_term"),
        CheckConstraint("from_term <= until_term", name="term_order"),
        taken_back_check(),
    )
