"""One term of a student at school: what is due, and what came for it."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.vocabulary import Education
from models.aid_payment import AidPayment
from models.base import Base, Fen, SchoolTermCode, Versioned, education_check, term_check
from models.sealing import TEXT, KeyOwner, Sealed, SealedRow, optional
from models.student import Student
from models.taking_back import CanBeTakenBack, taken_back_check


class SchoolTerm(SealedRow, Versioned, CanBeTakenBack, Base):
    """What a term costs; what is due and unknown is None, which is not nothing.

    The relief fund's share is not here: it stands in the relief ledger and names the term.
    """

    __tablename__ = "school_terms"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"))
    student: Mapped[Student] = relationship()
    term: Mapped[SchoolTermCode]
    school: Mapped[str | None]
    education: Mapped[Education | None]  # the stage: the level that is being studied for
    tuition_due: Mapped[Fen | None]
    lodging_due: Mapped[Fen | None]
    note_sealed: Mapped[bytes | None]

    note = Sealed(optional(TEXT))

    payments: Mapped[list[AidPayment]] = relationship(
        back_populates="term", cascade="all, delete-orphan", order_by=AidPayment.id
    )

    __table_args__ = (
        Index(  # a term that was taken back may be entered again
            "uq_school_terms_student_id_term",
            "student_id",
            "term",
            unique=True,
            sqlite_where=text("taken_back_at IS NULL"),
            postgresql_where=text("taken_back_at IS NULL"),
        ),
        term_check(),
        education_check(),
        CheckConstraint("tuition_due >= 0", name="tuition_due"),
        CheckConstraint("lodging_due >= 0", name="lodging_due"),
        taken_back_check(),
    )

    def key_owner(self) -> KeyOwner:
        """The student whose term it is."""
        return self.student
