"""A student: a registered child of a poor household, or an orphan."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from matcher.vocabulary import Completion, Education, StudentState
from models.base import REF_LENGTH, Base, Codes, Versioned, education_check, enum_type
from models.change_counter import Revised
from models.hardship import Hardship
from models.household import Household
from models.sealing import CODES, DATE, PROFILE, TEXT, KeyOwner, Sealed, optional


class Student(KeyOwner, Revised, Versioned, Base):
    """Who a student is (sealed), and what the matcher may know (plain); `_words` keep the original wording.

    An empty list of codes and None mean unknown. `limits` alone tells none ([]) from unknown (None).
    """

    __tablename__ = "students"

    id_number_sealed: Mapped[bytes]
    id_number_blind: Mapped[bytes] = mapped_column(unique=True)
    name_sealed: Mapped[bytes]
    name_blind: Mapped[bytes] = mapped_column(index=True)
    birth_date_sealed: Mapped[bytes]
    phone_sealed: Mapped[bytes | None]
    address_sealed: Mapped[bytes | None]
    guardian_sealed: Mapped[bytes | None]
    guardian_phone_sealed: Mapped[bytes | None]
    limits_sealed: Mapped[bytes | None]
    limits_words_sealed: Mapped[bytes | None]
    experience_sealed: Mapped[bytes | None]
    experience_profile_sealed: Mapped[bytes | None]
    note_sealed: Mapped[bytes | None]

    id_number = Sealed(TEXT)
    name = Sealed(TEXT)
    birth_date = Sealed(DATE)
    phone = Sealed(optional(TEXT))
    address = Sealed(optional(TEXT))  # the place in its original words
    guardian = Sealed(optional(TEXT))
    guardian_phone = Sealed(optional(TEXT))
    limits = Sealed(optional(CODES))  # codes of matcher.vocabulary.Demand
    limits_words = Sealed(optional(TEXT))
    experience = Sealed(optional(TEXT))
    experience_profile = Sealed(optional(PROFILE))  # what work the experience tells of
    note = Sealed(optional(TEXT))

    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"), index=True)
    household: Mapped[Household | None] = relationship()
    hardships: Mapped[list[Hardship]] = relationship(
        back_populates="student", cascade="all, delete-orphan", order_by=Hardship.id
    )

    place: Mapped[str | None]  # division code
    state: Mapped[StudentState | None] = mapped_column(enum_type(StudentState, "state"))
    state_words: Mapped[str | None]
    education: Mapped[Education | None]
    education_words: Mapped[str | None]
    completion: Mapped[Completion | None] = mapped_column(enum_type(Completion, "completion"))
    completion_words: Mapped[str | None]
    graduation: Mapped[date | None]
    graduation_words: Mapped[str | None]
    school: Mapped[str | None]
    major_words: Mapped[str | None]
    majors: Mapped[Codes]
    fields: Mapped[Codes]
    skills: Mapped[Codes]  # told
    skills_read: Mapped[Codes]  # read from the experience
    skills_words: Mapped[str | None]
    certificates: Mapped[Codes]
    certificates_words: Mapped[str | None]
    experience_months: Mapped[int | None]
    wished_occupations: Mapped[Codes]
    wished_words: Mapped[str | None]
    wage_floor: Mapped[int | None]  # CNY a month
    wage_words: Mapped[str | None]
    wished_places: Mapped[Codes]
    wished_places_words: Mapped[str | None]
    needs_dormitory: Mapped[bool | None]
    may_relocate: Mapped[bool | None]
    erased_at: Mapped[datetime | None]
    merged_into: Mapped[str | None] = mapped_column(
        String(REF_LENGTH), index=True
    )  # the record that was kept
    merged_key: Mapped[bytes | None]  # the data key, sealed with that of the record that was kept

    @property
    def is_erased(self) -> bool:
        """Whether nothing is left of the student but what figures count."""
        return self.erased_at is not None

    def inherited_keys(self) -> Iterable[tuple[str, bytes]]:
        """The keys of the records that were merged into this one."""
        session: Any = object_session(self)
        former = select(Student.ref, Student.merged_key).where(
            Student.merged_into == self.ref, Student.merged_key.is_not(None)
        )
        rows = session.connection().execute(former.order_by(Student.id))  # of whatever street
        return [(row.ref, row.merged_key) for row in rows]

    __table_args__ = (
        education_check(),
        CheckConstraint("erased_at IS NULL OR state = 'left_programme'", name="erased"),
        CheckConstraint("merged_into IS NULL OR erased_at IS NOT NULL", name="merged"),
        CheckConstraint("merged_key IS NULL OR merged_into IS NOT NULL", name="merged_key"),
        CheckConstraint("experience_months >= 0", name="experience_months"),
        CheckConstraint("wage_floor >= 0", name="wage_floor"),
    )
