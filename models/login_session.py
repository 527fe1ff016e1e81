"""A browser that somebody logged in with, known to the server: so that it can be ended there."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, Referable, enum_type


class Stage(StrEnum):
    """How far a log-in went."""

    BEGUN = "begun"  # the password was right, the code is still to come
    COMPLETE = "complete"


class LoginSession(Referable, Base):
    """One log-in; the browser holds a token, the database a keyed digest of it."""

    __tablename__ = "login_sessions"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_mac: Mapped[bytes] = mapped_column(unique=True)
    stage: Mapped[Stage] = mapped_column(enum_type(Stage, "stage"))
    address_mac: Mapped[bytes]  # where it was begun
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()
