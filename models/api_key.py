"""A key by which a company's program, or an officer's, comes in; the key itself is nowhere kept."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, Referable
from models.company import Company


class ApiKey(Referable, Base):
    """A key of one company or of one account, by a keyed digest of its secret."""

    __tablename__ = "api_keys"

    company_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    secret_mac: Mapped[bytes]
    read_only: Mapped[bool] = mapped_column(default=False)
    issued_by: Mapped[str]
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]  # to the minute

    company: Mapped[Company | None] = relationship()
    account: Mapped[Account | None] = relationship()

    __table_args__ = (
        CheckConstraint("(company_id IS NULL) != (account_id IS NULL)", name="owner"),
        CheckConstraint("expires_at > issued_at", name="expires"),
    )
