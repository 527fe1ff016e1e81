"""An opening: a post with a headcount at a company."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.vocabulary import Education, OpeningStatus
from models.base import Base, Codes, Referable, Versioned, education_check, enum_type
from models.change_counter import Revised

if TYPE_CHECKING:
    from models.company import Company


class Opening(Referable, Revised, Versioned, Base):
    """What a company offers and asks for, as codes and numbers; `_words` keep the original wording.

    An empty list of codes and None mean that nothing was stated.
    """

    __tablename__ = "openings"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    company: Mapped["Company"] = relationship(back_populates="openings")
    external_ref: Mapped[str | None]  # the company's own number for it
    title: Mapped[str]
    title_key: Mapped[str]
    place_key: Mapped[str]
    status: Mapped[OpeningStatus] = mapped_column(
        enum_type(OpeningStatus, "status"), default=OpeningStatus.OPEN
    )
    status_reason: Mapped[str | None]  # a code
    status_words: Mapped[str | None]  # what whoever decided said of it
    flags: Mapped[Codes] = mapped_column(server_default="[]")  # what an officer should look at
    needs_review: Mapped[bool] = mapped_column(default=False, server_default=false(), index=True)
    published: Mapped[date | None]
    valid_to: Mapped[date]

    occupation: Mapped[str | None]  # occupation code
    occupation_confidence: Mapped[float] = mapped_column(default=0.0)  # 0 to 1
    internship: Mapped[bool] = mapped_column(default=False)
    headcount: Mapped[int] = mapped_column(default=1)
    headcount_stated: Mapped[bool] = mapped_column(default=False)
    filled: Mapped[int] = mapped_column(default=0)
    place: Mapped[str | None]  # division code
    place_words: Mapped[str | None]
    wage_low: Mapped[int | None]  # CNY a month
    wage_high: Mapped[int | None]
    wage_words: Mapped[str | None]
    education: Mapped[Education | None]
    education_words: Mapped[str | None]
    majors: Mapped[Codes]
    fields: Mapped[Codes]
    majors_words: Mapped[str | None]
    experience_months: Mapped[int | None]
    experience_words: Mapped[str | None]
    skills: Mapped[Codes]
    skills_words: Mapped[str | None]  # the tags as given
    certificates: Mapped[Codes]
    certificates_words: Mapped[str | None]
    board: Mapped[bool | None]
    lodging: Mapped[bool | None]
    board_words: Mapped[str | None]
    shifts: Mapped[str | None]
    hazards: Mapped[list[str] | None]  # None: nothing declared; []: declared that there are none
    hazards_words: Mapped[str | None]
    demands: Mapped[Codes]
    minimum_age: Mapped[int | None]
    contract_months: Mapped[int | None]
    contract_words: Mapped[str | None]
    probation_months: Mapped[int | None]
    probation_words: Mapped[str | None]
    duties: Mapped[str | None]
    duties_profile: Mapped[bytes | None]  # what work the duties tell of, by TextProfile.to_bytes

    __table_args__ = (
        UniqueConstraint("company_id", "external_ref"),
        Index("ix_openings_revision", "company_id", "revision", "id"),  # to compare all without reading rows
        Index(
            "uq_openings_company_id_title_key_place_key",
            "company_id",
            "title_key",
            "place_key",
            unique=True,
            sqlite_where=text("external_ref IS NULL"),
            postgresql_where=text("external_ref IS NULL"),
        ),
        education_check(),
        CheckConstraint("headcount >= 1", name="headcount"),
        CheckConstraint("filled >= 0 AND filled <= headcount", name="filled"),
        CheckConstraint(
            "occupation_confidence >= 0 AND occupation_confidence <= 1", name="occupation_confidence"
        ),
        CheckConstraint("wage_low >= 0 AND wage_low <= wage_high", name="wage"),
        CheckConstraint("experience_months >= 0", name="experience_months"),
        CheckConstraint("contract_months >= 0", name="contract_months"),
        CheckConstraint("probation_months >= 0", name="probation_months"),
    )
