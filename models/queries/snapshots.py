"""The registries as the matcher sees them, in bulk: no names, no hardship, no ORM object per row."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, Select, case, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from matcher.records import Opening as OpeningRecord
from matcher.records import Student as StudentRecord
from matcher.text.profiles import TextProfile
from matcher.vocabulary import Demand, Hazard, OpeningStatus
from models.change_counter import ChangeCounter
from models.company import Company, CompanyStatus
from models.data_key import DataKey
from models.errors import DataKeyMissing
from models.opening import Opening
from models.sealing import vault_of
from models.student import Student
from models.vault import Vault

ROWS_AT_ONCE = 2_000

_APART = "\x1f"  # between the parts of a key: cannot stand in a name

_OPENINGS = select(
    Opening.ref,
    Company.ref.label("company"),
    Company.uscc,
    Company.name_key,
    Company.status.label("company_status"),
    Opening.external_ref,
    Opening.title_key,
    Opening.place_key,
    Opening.title,
    Opening.valid_to,
    Opening.published,
    Opening.status,
    Opening.headcount,
    Opening.filled,
    Opening.occupation,
    Opening.occupation_confidence,
    Opening.internship,
    Opening.place,
    Opening.wage_low,
    Opening.wage_high,
    Opening.education,
    Opening.majors,
    Opening.fields,
    Opening.experience_months,
    Opening.skills,
    Opening.certificates,
    Opening.hazards,
    Opening.minimum_age,
    Opening.demands,
    Opening.lodging,
    Opening.duties_profile,
).join(Opening.company)

_STUDENTS = (
    select(
        DataKey.wrapped_key,
        Student.ref,
        Student.id_number_blind,
        Student.birth_date_sealed,
        Student.state,
        Student.education,
        Student.completion,
        Student.graduation,
        Student.majors,
        Student.fields,
        Student.skills,
        Student.skills_read,
        Student.certificates,
        Student.experience_months,
        Student.wished_occupations,
        Student.wage_floor,
        Student.place,
        Student.wished_places,
        Student.needs_dormitory,
        Student.may_relocate,
        Student.limits_sealed,
        Student.experience_profile_sealed,
    )
    .outerjoin(DataKey, DataKey.owner == Student.ref)
    .where(Student.erased_at.is_(None))
)


class Revisions(NamedTuple):
    """Which change last wrote each of some rows."""

    numbers: NDArray[np.int64]  # of the rows in the database
    changes: NDArray[np.int64]


def freshness(session: Session) -> int:
    """A number that rises with every change of what `load_openings` and `load_students` return."""
    return session.scalars(select(ChangeCounter.value)).one()


def load_openings(session: Session, refs: Collection[str] | None = None) -> list[OpeningRecord]:
    """All openings, or those of `refs`; those of a suspended company count as withdrawn."""
    query = _OPENINGS if refs is None else _OPENINGS.where(Opening.ref.in_(refs))
    return [_opening(row) for row in session.execute(query.order_by(Opening.id))]


def stream_openings(session: Session, numbers: Sequence[int]) -> Iterator[tuple[int, OpeningRecord]]:
    """The openings of these numbers in the database, each with its own; a part at a time."""
    for row in _stream(session, _OPENINGS.add_columns(Opening.id), Opening.id, numbers):
        yield row.id, _opening(row)


def opening_revisions(session: Session) -> Revisions:
    """Which change last wrote each opening, or its company; by ascending number."""
    newer = case((Opening.revision > Company.revision, Opening.revision), else_=Company.revision)
    return _revisions(session, select(Opening.id, newer).join(Opening.company))


def student_revisions(session: Session) -> Revisions:
    """Which change last wrote each student who is not erased; by ascending number."""
    return _revisions(
        session, select(Student.id, Student.revision).join(DataKey, DataKey.owner == Student.ref)
    )


def _revisions(session: Session, query: Select[int, int]) -> Revisions:
    rows = session.execute(query)
    numbers, changes = np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, 2).T
    order = np.argsort(numbers)
    return Revisions(numbers[order], changes[order])


def load_students(session: Session, refs: Collection[str] | None = None) -> list[StudentRecord]:
    """All students, or those of `refs`; opens of what is sealed only birth dates, health limits and profiles.

    Who is erased is none of them.

    Raises VaultMissing, WrongKey, SealBroken or DataKeyMissing.
    """
    vault = vault_of(session)
    query = _STUDENTS if refs is None else _STUDENTS.where(Student.ref.in_(refs))
    return [_student(row, vault) for row in session.execute(query.order_by(Student.id))]


def stream_students(session: Session, numbers: Sequence[int]) -> Iterator[tuple[int, StudentRecord]]:
    """The students of these numbers in the database, each with their own; a part at a time.

    Raises as `load_students` does.
    """
    vault = vault_of(session)
    for row in _stream(session, _STUDENTS.add_columns(Student.id), Student.id, numbers):
        yield row.id, _student(row, vault)


def _stream(
    session: Session,
    query: Select[*tuple[Any, ...]],
    column: InstrumentedAttribute[int],
    numbers: Sequence[int],
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Rows of a query, those of the numbers in a column, not held at once."""
    for start in range(0, len(numbers), ROWS_AT_ONCE):
        yield from session.execute(query.where(column.in_(numbers[start : start + ROWS_AT_ONCE])))


def _opening(row: Row[*tuple[Any, ...]]) -> OpeningRecord:
    suspended = row.company_status == CompanyStatus.SUSPENDED
    company_key = row.uscc or row.name_key
    own_key = row.external_ref or f"{row.title_key}{_APART}{row.place_key}"
    return OpeningRecord(
        ref=row.ref,
        key=f"{company_key}{_APART}{own_key}",
        company=row.company,
        title=row.title,
        valid_to=row.valid_to,
        published=row.published,
        status=OpeningStatus.WITHDRAWN if suspended else row.status,
        headcount=row.headcount,
        filled=row.filled,
        occupation=row.occupation,
        occupation_confidence=row.occupation_confidence,
        internship=row.internship,
        place=row.place,
        wage_low=row.wage_low,
        wage_high=row.wage_high,
        education=row.education,
        majors=frozenset(row.majors),
        fields=frozenset(row.fields),
        experience_months=row.experience_months,
        skills=frozenset(row.skills),
        certificates=frozenset(row.certificates),
        hazards=None if row.hazards is None else frozenset(map(Hazard, row.hazards)),
        minimum_age=row.minimum_age,
        demands=frozenset(map(Demand, row.demands)),
        lodging=row.lodging,
        duties=TextProfile.from_bytes(row.duties_profile or b""),
    )


def _student(row: Row[*tuple[Any, ...]], vault: Vault) -> StudentRecord:
    if row.wrapped_key is None:
        raise DataKeyMissing(owner=row.ref)
    box = vault.open_box(row.wrapped_key, row.ref)
    limits = () if row.limits_sealed is None else Student.limits.open(box, row.ref, row.limits_sealed) or ()
    return StudentRecord(
        ref=row.ref,
        key=row.id_number_blind.hex(),
        birth_date=Student.birth_date.open(box, row.ref, row.birth_date_sealed),
        state=row.state,
        education=row.education,
        completion=row.completion,
        graduation=row.graduation,
        majors=frozenset(row.majors),
        fields=frozenset(row.fields),
        skills=frozenset(row.skills),
        skills_read=frozenset(row.skills_read),
        certificates=frozenset(row.certificates),
        experience_months=row.experience_months,
        experience=Student.experience_profile.open_in(row, box) or TextProfile(),
        wished_occupations=frozenset(row.wished_occupations),
        wage_floor=row.wage_floor,
        home=row.place,
        wished_places=frozenset(row.wished_places),
        needs_dormitory=row.needs_dormitory,
        may_relocate=row.may_relocate,
        limits=frozenset(map(Demand, limits)),
    )
