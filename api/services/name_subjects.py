"""Put faces to references: what an officer reads beside a rank. Students' names are unsealed for this."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, load_only

from models.company import Company
from models.opening import Opening
from models.student import Student

REFS_AT_A_TIME = 500  # databases bound the number of parameters of a statement


@dataclass(frozen=True, slots=True)
class OpeningFace:
    """What is shown of an opening."""

    ref: str
    title: str
    company_ref: str
    company_name: str
    place: str | None  # division code
    place_words: str | None
    wage_low: int | None  # CNY a month
    wage_high: int | None


@dataclass(frozen=True, slots=True)
class StudentFace:
    """What is shown of a student, to officers only."""

    ref: str
    name: str
    place: str | None  # division code
    place_words: str | None = None


def opening_faces(session: Session, refs: Collection[str] | None = None) -> dict[str, OpeningFace]:
    """The openings of these references that exist (None: all), by reference."""
    query = select(
        Opening.ref,
        Opening.title,
        Company.ref,
        Company.name,
        Opening.place,
        Opening.place_words,
        Opening.wage_low,
        Opening.wage_high,
    ).join(Opening.company)
    return {
        row[0]: OpeningFace(*row)
        for wanted in among(Opening.ref, refs)
        for row in session.execute(query.where(wanted))
    }


def student_faces(session: Session, refs: Collection[str] | None = None) -> dict[str, StudentFace]:
    """The students of these references that exist (None: all), by reference."""
    query = select(Student).options(
        load_only(Student.ref, Student.name_sealed, Student.place, Student.erased_at)
    )
    return {
        student.ref: StudentFace(student.ref, student.name, student.place)
        for wanted in among(Student.ref, refs)
        for student in session.scalars(query.where(wanted))
    }


def among(column: InstrumentedAttribute[str], refs: Collection[str] | None) -> list[ColumnElement[bool]]:
    """Conditions that together find these references (None: all), each short enough for a statement."""
    if refs is None:
        return [true()]
    ordered = sorted(refs)
    starts = range(0, len(ordered), REFS_AT_A_TIME)
    return [column.in_(ordered[start : start + REFS_AT_A_TIME]) for start in starts]
