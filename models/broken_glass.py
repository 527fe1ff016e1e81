"""A street officer's look beyond the street: one student, for a stated reason, for some hours."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base
from models.sealing import TEXT, KeyOwner, Sealed, SealedRow


class BrokenGlass(SealedRow, Base):
    """Who opened whose record, and why; the reason is sealed by the account's key, for the auditor."""

    __tablename__ = "broken_glass"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    student: Mapped[str]  # reference; the student may be erased, that they were looked at stays
    reason_sealed: Mapped[bytes]
    at: Mapped[datetime]
    until: Mapped[datetime]

    reason = Sealed(TEXT)

    account: Mapped[Account] = relationship()

    __table_args__ = (Index("ix_broken_glass_account_id_until", "account_id", "until"),)

    def key_owner(self) -> KeyOwner:
        """The account of whoever gave the reason."""
        return self.account
