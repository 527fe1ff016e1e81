"""A file that was imported: by whom, when, and what became of its rows."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Referable, enum_type
from models.import_problem import ImportProblem


class ImportKind(StrEnum):
    """What a file lists."""

    STUDENTS = "students"
    COMPANIES = "companies"
    OPENINGS = "openings"
    STUDY_AID = "study-aid"
    RELIEF = "relief"
    HIRES = "hires"


class UndoReason(StrEnum):
    """Why an import was undone."""

    WRONG_FILE = "wrong_file"
    MISREAD = "misread"  # columns were taken for others
    TRIAL = "trial"
    OTHER = "other"


class ImportBatch(Referable, Base):
    """One import that was applied; a dry run leaves no trace, and one that was undone leaves this row."""

    __tablename__ = "import_batches"

    kind: Mapped[ImportKind] = mapped_column(enum_type(ImportKind, "kind"))
    file_name: Mapped[str]
    content_mac: Mapped[str] = mapped_column(String(64))  # keyed: a file may hold one child
    sheet: Mapped[str | None]
    actor: Mapped[str]
    at: Mapped[datetime]
    read: Mapped[int]
    created: Mapped[int]
    updated: Mapped[int]
    unchanged: Mapped[int]
    duplicates: Mapped[int]
    rejected: Mapped[int]
    not_in_file: Mapped[int]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]
    undo_reason: Mapped[UndoReason | None] = mapped_column(enum_type(UndoReason, "undo_reason"))

    problems: Mapped[list[ImportProblem]] = relationship(
        cascade="all, delete-orphan", order_by=ImportProblem.id
    )

    __table_args__ = (
        CheckConstraint(
            "(undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL)",
            name="undone",
        ),
        CheckConstraint("read = created + updated + unchanged + duplicates + rejected", name="read"),
    )
