"""Consents: which student agrees to be named to which company; the ledger is added to and never changed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.vocabulary import Basis, Signer, Way
from models.base import Base, enum_type
from models.company import Company
from models.sealing import TEXT, KeyOwner, Sealed, SealedRow, optional
from models.student import Student

INTRODUCTION = "introduction"  # to be introduced to one company for work: the one purpose so far


class Consent(SealedRow, Base):
    """What may be told of one student to one company, from when to when, and by whose word."""

    __tablename__ = "consents"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"))
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    basis: Mapped[Basis] = mapped_column(enum_type(Basis, "basis"))
    purpose: Mapped[str]
    fields: Mapped[list[str]]  # names of what may be told
    text_version: Mapped[str]  # which wording was agreed to
    signer: Mapped[Signer] = mapped_column(enum_type(Signer, "signer"))
    way: Mapped[Way] = mapped_column(enum_type(Way, "way"))
    evidence_sealed: Mapped[bytes | None]
    given_at: Mapped[datetime]
    until: Mapped[date]  # the last day
    recorded_by: Mapped[str]

    evidence = Sealed(optional(TEXT))  # of a consent before an officer: where the paper is

    student: Mapped[Student] = relationship()
    company: Mapped[Company] = relationship()
    withdrawal: Mapped["ConsentWithdrawal | None"] = relationship(back_populates="consent")

    __table_args__ = (
        Index("ix_consents_student_id_company_id", "student_id", "company_id"),
        CheckConstraint("way != 'officer' OR evidence_sealed IS NOT NULL", name="evidence"),
    )

    def key_owner(self) -> KeyOwner:
        """Where the paper is tells of the student."""
        return self.student


class ConsentWithdrawal(Base):
    """That a consent was taken back: from then on nothing is told any more."""

    __tablename__ = "consent_withdrawals"

    consent_id: Mapped[int] = mapped_column(ForeignKey("consents.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime]
    way: Mapped[Way] = mapped_column(enum_type(Way, "way"))
    recorded_by: Mapped[str]

    consent: Mapped[Consent] = relationship(back_populates="withdrawal")
