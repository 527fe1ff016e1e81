"""Find a student: by name, ID number, phone, school, skill, place, reference, or a referral's handle."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.orm import Session

from matcher.text.normalise import fold, normalise
from matcher.text.skills import find_skills
from models.base import holds_code
from models.blind_index import id_number_index, name_index
from models.data_key import DataKey
from models.queries.pages import PAGE_SIZE, Page, lies_in, load_page
from models.referral import Referral
from models.sealing import Sealed, vault_of
from models.student import Student
from models.vault import Vault

NAMES_TO_OPEN = 10_000  # beyond, only a whole name is found, by its blind index, and no phone

_PHONE = re.compile(r"(?=(?:\D*\d){7})\+?[\d\s()-]{7,20}")  # seven digits, whatever stands between


def get(session: Session, ref: str) -> Student | None:
    """The student of this reference."""
    query = select(Student).where(Student.ref == fold(ref), Student.erased_at.is_(None))
    return session.scalars(query).one_or_none()


def reference(session: Session, ref: str) -> str | None:
    """The reference as the registry writes it; None if there is no such student to be seen."""
    query = select(Student.ref).where(Student.ref == fold(ref), Student.erased_at.is_(None))
    return session.scalars(query).one_or_none()


def merged_into(session: Session, ref: str) -> str | None:
    """The reference of the record that the one of this reference was merged into; for whoever may see it."""
    return session.scalars(select(Student.ref).where(Student.ref == _kept_for(fold(ref)))).one_or_none()


def likely_the_same(session: Session, student: Student) -> list[Student]:
    """Other records of the same name with the same birth date or phone, of those whom one may see."""
    query = select(Student).where(
        Student.name_blind == student.name_blind, Student.id != student.id, Student.erased_at.is_(None)
    )
    return [
        other
        for other in session.scalars(query.order_by(Student.id))
        if other.birth_date == student.birth_date or (other.phone and other.phone == student.phone)
    ]


def count(session: Session) -> int:
    """How many students there are, whatever their state; those who were erased are none."""
    return session.scalars(select(func.count(Student.id)).where(Student.erased_at.is_(None))).one()


def find(
    session: Session, text: str = "", *, page: int = 1, page_size: int = PAGE_SIZE, within: str | None = None
) -> Page[Student]:
    """Students whom the text means, in the order in which they were registered."""
    query = select(Student).where(Student.erased_at.is_(None), *means(session, text, within))
    return load_page(session, query.order_by(Student.id), page=page, page_size=page_size)


def means(session: Session, text: str, within: str | None = None) -> list[ColumnElement[bool]]:
    """The condition that a text means a student; none for a blank.

    It holds of whose name, school or skills hold the text, who lives there, whose number or reference it is,
    or the handle of whose referral. A phone number finds whose it is, or whose guardian's.
    """
    words = normalise(text)
    if not words:
        return []
    handle, skills = fold(words), sorted(find_skills(words))
    return [
        or_(
            _is_called(session, words),
            Student.id_number_blind == id_number_index(vault_of(session), words),
            Student.ref == handle,
            Student.ref == _kept_for(handle),
            Student.id.in_(select(Referral.student_id).where(Referral.ref == handle)),
            Student.school.icontains(words, autoescape=True),
            Student.skills_words.icontains(words, autoescape=True),
            Student.certificates_words.icontains(words, autoescape=True),
            *(
                holds_code(codes, skill)
                for skill in skills
                for codes in (Student.skills, Student.skills_read)
            ),
            *lies_in(Student.place, words, within),
        )
    ]


def _kept_for(ref: str) -> ScalarSelect[str | None]:
    """The reference of the record that another one was merged into, of whatever street that was."""
    table = Student.__table__
    return select(table.c.merged_into).where(table.c.ref == ref).scalar_subquery()


def _is_called(session: Session, words: str) -> ColumnElement[bool]:
    """Those whose name holds the words, or whose phone they are: both are opened to see."""
    vault = vault_of(session)
    if count(session) > NAMES_TO_OPEN:
        return Student.name_blind == name_index(vault, words)
    if _PHONE.fullmatch(words):
        wanted, read = _digits(words), _digits
        fields: tuple[Sealed[Any], ...] = (Student.phone, Student.guardian_phone)
    else:  # of mere punctuation nothing would be left, and nothing is in every name
        wanted, fields, read = fold(words) or words, (Student.name,), fold
    return Student.id.in_(
        number
        for number, told in _opened(session, vault, fields)
        if any(wanted in read(each) for each in told)
    )


def _opened(session: Session, vault: Vault, fields: Sequence[Sealed[Any]]) -> Iterator[tuple[int, list[str]]]:
    """Number and what is known of the fields, for every student that opens."""
    columns = [getattr(Student, field.column) for field in fields]
    rows = select(Student.id, Student.ref, DataKey.wrapped_key, *columns)
    for number, ref, key, *sealed in session.execute(rows.join(DataKey, DataKey.owner == Student.ref)):
        box = vault.open_box(key, ref)
        told = [
            field.open(box, ref, value)
            for field, value in zip(fields, sealed, strict=True)
            if value is not None
        ]
        yield number, told


def _digits(text: str) -> str:
    """A phone number without what stands between its digits, nor the country."""
    digits = re.sub(r"\D", "", text)
    return digits.removeprefix("0086").removeprefix("86") if len(digits) > len("13800000000") else digits
