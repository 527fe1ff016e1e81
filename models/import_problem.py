"""What an import had to say about one cell, one row or the whole file."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, enum_type


class Severity(StrEnum):
    """An error rejects the row, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class ImportProblem(Base):
    """A code with its place in the file; `value` is masked where it would tell who somebody is."""

    __tablename__ = "import_problems"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batches.id", ondelete="CASCADE"), index=True)
    sheet: Mapped[str | None]
    row: Mapped[int | None]  # as the spreadsheet numbers it; None: the whole file
    column: Mapped[str | None]
    code: Mapped[str]
    severity: Mapped[Severity] = mapped_column(enum_type(Severity, "severity"))
    value: Mapped[str | None]
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
