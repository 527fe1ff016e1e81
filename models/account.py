"""Somebody who works here: a role, a password and a second factor."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Versioned, enum_type
from models.principal import STAFF, Role
from models.sealing import TEXT, KeyOwner, Sealed

_ROLES = ", ".join(f"'{role}'" for role in STAFF)


class Account(KeyOwner, Versioned, Base):
    """An account of a member of the staff; the one who left is disabled and never deleted.

    The secret of the second factor is there from the start and counts from its first right code on.
    """

    __tablename__ = "accounts"

    login: Mapped[str] = mapped_column(unique=True)  # folded
    display_name: Mapped[str | None]
    role: Mapped[Role] = mapped_column(enum_type(Role, "role"))
    area: Mapped[str | None]  # division code: a street officer's street
    password_hash: Mapped[str]  # argon2id
    must_change_password: Mapped[bool] = mapped_column(default=True)  # somebody else knows it
    totp_secret_sealed: Mapped[bytes]
    totp_step: Mapped[int | None]  # of the last code that was used, in half-minutes of Unix time
    disabled_at: Mapped[datetime | None]
    disabled_reason: Mapped[str | None]

    totp_secret = Sealed(TEXT)

    __table_args__ = (
        CheckConstraint(f"role IN ({_ROLES})", name="staff"),
        CheckConstraint("(role = 'street_officer') = (area IS NOT NULL)", name="area"),
        CheckConstraint("(disabled_at IS NULL) = (disabled_reason IS NULL)", name="disabled"),
    )

    @property
    def is_ready(self) -> bool:
        """Whether the password is the owner's own and the second factor is set up."""
        return not self.must_change_password and self.totp_step is not None
