"""Requests that a company may send again without doing the thing twice: the key and the first answer."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

KEY_LENGTH = 128


class IdempotencyKey(Base):
    """The answer to a request that was done, kept under the key that its sender chose.

    It is written in the transaction of the act: either both are there or neither. The digest is that of the
    request, so that a key which is used for another one is noticed.
    """

    __tablename__ = "idempotency_keys"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    digest: Mapped[bytes]
    status: Mapped[int]  # of HTTP, as are the following
    etag: Mapped[str | None]
    location: Mapped[str | None]
    body: Mapped[bytes]
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_idempotency_keys_created_at", "company_id", "created_at"),)
