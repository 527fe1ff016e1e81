"""Personal links: how a student without an account says yes and no."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Referable
from models.student import Student

LONGEST_DAYS = 60


class PersonalLink(Referable, Base):
    """One link of one student. Only the digest of its secret is kept."""

    __tablename__ = "personal_links"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    secret_mac: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]

    student: Mapped[Student] = relationship()
