"""What officers say of a title's occupation: kept, and above what the coder finds."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

CODE_LENGTH = 10  # of an occupation code, 2-02-10-03


class TitleCorrection(Base):
    """The occupation of one title, however it is written; the last word of whoever corrected it."""

    __tablename__ = "title_corrections"

    title_key: Mapped[str] = mapped_column(primary_key=True)  # folded, as the key of openings
    title: Mapped[str]  # as the officer wrote it
    occupation: Mapped[str] = mapped_column(String(CODE_LENGTH))
    actor: Mapped[str]
    at: Mapped[datetime]
