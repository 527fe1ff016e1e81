"""Referrals: an officer introduces a consenting student to one company, for one opening."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.vocabulary import DeclineReason, ReferralState, Side
from models.base import Base, Versioned, enum_type
from models.company import Company
from models.opening import Opening
from models.sealing import TEXT, KeyOwner, Sealed, SealedRow, optional
from models.shortlist import ShortlistItem
from models.student import Student

_LIVE = "state NOT IN ('hired', 'declined', 'withdrawn')"


class Referral(SealedRow, Versioned, Base):
    """One introduction; `ref` is the handle by which the company knows it.

    Which state may follow which stands in the table of moves, and the database refuses all others. Of a
    refusal the reason, whether the job was suitable, and an officer's word on it are three things.
    """

    __tablename__ = "referrals"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id", ondelete="CASCADE"), index=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id"), index=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("shortlist_items.id"))  # of an approved shortlist
    state: Mapped[ReferralState] = mapped_column(enum_type(ReferralState, "state"))
    proposed_at: Mapped[datetime]
    proposed_by: Mapped[str]
    sent_at: Mapped[datetime | None]
    chased_at: Mapped[datetime | None]  # when the company was last asked for its answer
    ended_at: Mapped[datetime | None]
    interview_at: Mapped[datetime | None]
    interview_place: Mapped[str | None]
    interview_told_at: Mapped[datetime | None] = mapped_column(sort_order=1)  # when the student knew of it
    hazards_confirmed_sealed: Mapped[bytes | None]  # for a minor: the company's written word

    declined_by: Mapped[Side | None] = mapped_column(enum_type(Side, "declined_by"))
    decline_reason: Mapped[DeclineReason | None] = mapped_column(enum_type(DeclineReason, "decline_reason"))
    decline_words_sealed: Mapped[bytes | None]
    suitable: Mapped[bool | None]  # None: nobody has judged
    judged_by: Mapped[str | None]
    judged_at: Mapped[datetime | None]

    hazards_confirmed = Sealed(optional(TEXT))
    decline_words = Sealed(optional(TEXT))

    student: Mapped[Student] = relationship()
    opening: Mapped[Opening] = relationship()
    company: Mapped[Company] = relationship()
    item: Mapped[ShortlistItem] = relationship()

    __table_args__ = (
        Index(
            "uq_referrals_student_id_opening_id",
            "student_id",
            "opening_id",
            unique=True,
            sqlite_where=text(_LIVE),
            postgresql_where=text(_LIVE),
        ),
        CheckConstraint("(state = 'declined') = (declined_by IS NOT NULL)", name="declined"),
        CheckConstraint("declined_by != 'company' OR sent_at IS NOT NULL", name="declined_unsent"),
        CheckConstraint("(suitable IS NULL) = (judged_by IS NULL)", name="judged"),
        CheckConstraint(
            "sent_at IS NOT NULL OR state IN ('proposed', 'consented', 'declined', 'withdrawn')", name="sent"
        ),
        CheckConstraint(
            "(ended_at IS NOT NULL) = (state IN ('hired', 'declined', 'withdrawn'))", name="ended"
        ),
    )

    def key_owner(self) -> KeyOwner:
        """What is written of a referral is about the student."""
        return self.student


class ReferralMove(Base):
    """That a referral came into a state, when and by whom; added to and never changed."""

    __tablename__ = "referral_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), index=True)
    state: Mapped[ReferralState] = mapped_column(enum_type(ReferralState, "state"))
    at: Mapped[datetime]
    actor: Mapped[str]

    referral: Mapped[Referral] = relationship()


class LawfulMove(Base):
    """One legal move of a referral, as `matcher.lifecycle` has it; the triggers look here."""

    __tablename__ = "lawful_moves"

    before: Mapped[ReferralState] = mapped_column(enum_type(ReferralState, "before"), primary_key=True)
    after: Mapped[ReferralState] = mapped_column(enum_type(ReferralState, "after"), primary_key=True)
