"""A partner company."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Versioned, enum_type
from models.change_counter import Revised
from models.opening import Opening
from models.sealing import TEXT, KeyOwner, Sealed, optional


class CompanyStatus(StrEnum):
    """Whether the programme works with a company at present."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


class Company(KeyOwner, Revised, Versioned, Base):
    """A company by its unified social credit code, or by its normalised name as long as no code is known.

    The person to talk to there is a person like any other: name and phone are sealed.
    """

    __tablename__ = "companies"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True)
    uscc: Mapped[str | None] = mapped_column(String(18), unique=True)
    verified: Mapped[bool] = mapped_column(default=False)  # it has a valid code
    trusted: Mapped[bool] = mapped_column(default=False, server_default=false())  # its posts need no review
    status: Mapped[CompanyStatus] = mapped_column(
        enum_type(CompanyStatus, "status"), default=CompanyStatus.ACTIVE
    )
    industry: Mapped[str | None]
    address: Mapped[str | None]
    place: Mapped[str | None]  # division code
    place_words: Mapped[str | None]
    size: Mapped[str | None]
    contact_sealed: Mapped[bytes | None]
    phone_sealed: Mapped[bytes | None]
    joined: Mapped[date | None]
    suspended_at: Mapped[datetime | None]
    suspended_reason_sealed: Mapped[bytes | None]

    contact = Sealed(optional(TEXT))
    phone = Sealed(optional(TEXT))
    suspended_reason = Sealed(optional(TEXT))  # an officer's words, which may tell of people

    openings: Mapped[list[Opening]] = relationship(back_populates="company", order_by=Opening.id)

    __table_args__ = (
        CheckConstraint("(status = 'suspended') = (suspended_at IS NOT NULL)", name="suspended"),
        Index(
            "uq_companies_name_key",
            "name_key",
            unique=True,
            sqlite_where=text("uscc IS NULL"),
            postgresql_where=text("uscc IS NULL"),
        ),
    )

    def suspend(self, reason: str, now: datetime) -> None:
        """Stop working with it: its keys are dead and its openings on no list until it is taken up again."""
        self.status, self.suspended_at, self.suspended_reason = CompanyStatus.SUSPENDED, now, reason

    def resume(self) -> None:
        """Work with it again: keys and openings are what they were."""
        self.status, self.suspended_at, self.suspended_reason = CompanyStatus.ACTIVE, None, None
