"""What officers said that a column of other people's files means: remembered for the next file."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

HEADER_LENGTH = 60  # of a header as headers are compared; longer ones are not remembered


class ColumnMapping(Base):
    """The field that a header means in files of a kind; without a field the column is not wanted."""

    __tablename__ = "column_mappings"

    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    header: Mapped[str] = mapped_column(String(HEADER_LENGTH), primary_key=True)
    field: Mapped[str | None]
    actor: Mapped[str]
    at: Mapped[datetime]
