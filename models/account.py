"""Somebody who logs in: a role, a password and a second factor."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Versioned, enum_type
from models.company import Company, CompanyStatus
from models.principal import ACCOUNT_ROLES, Role
from models.sealing import TEXT, KeyOwner, Sealed

_ROLES = ", ".join(f"'{role}'" for role in ACCOUNT_ROLES)


class Account(KeyOwner, Versioned, Base):
    """An account of a member of the staff or of a company; who left is disabled and never deleted.

    The secret of the second factor is there from the start and counts from its first right code on.
    """

    __tablename__ = "accounts"

    login: Mapped[str] = mapped_column(unique=True)  # folded
    display_name: Mapped[str | None]
    role: Mapped[Role] = mapped_column(enum_type(Role, "role"))
    area: Mapped[str | None]  # division code: a street officer's street
    company_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id"), index=True)
    password_hash: Mapped[str]  # argon2id
    must_change_password: Mapped[bool] = mapped_column(default=True)  # somebody else knows it
    totp_secret_sealed: Mapped[bytes]
    totp_step: Mapped[int | None]  # of the last code that was used, in half-minutes of Unix time
    disabled_at: Mapped[datetime | None]
    disabled_reason: Mapped[str | None]

    totp_secret = Sealed(TEXT)
    company: Mapped[Company | None] = relationship()

    __table_args__ = (
        CheckConstraint(f"role IN ({_ROLES})", name="has_account"),
        CheckConstraint("(role = 'street_officer') = (area IS NOT NULL)", name="area"),
        CheckConstraint("(role = 'company') = (company_id IS NOT NULL)", name="company"),
        CheckConstraint("(disabled_at IS NULL) = (disabled_reason IS NULL)", name="disabled"),
    )

    @property
    def is_ready(self) -> bool:
        """Whether the password is the owner's own and the second factor, a company's choice, is set up."""
        guarded = self.totp_step is not None or self.role is Role.COMPANY
        return not self.must_change_password and guarded

    @property
    def is_suspended(self) -> bool:
        """Whether it is of a company that nothing is open to for the time being."""
        return self.company is not None and self.company.status is CompanyStatus.SUSPENDED
