"""What a registry has none of yet, so that a new desk says what to do first."""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.opening import Opening
from models.school_term import SchoolTerm
from models.student import Student
from models.taking_back import counts


class Missing(StrEnum):
    """Something that the desk has nothing to show without."""

    STUDENTS = "students"
    OPENINGS = "openings"
    TERMS = "terms"


def find_missing(session: Session) -> list[Missing]:
    """What the session sees none of."""
    looked_for = {
        Missing.STUDENTS: select(Student.id).where(Student.erased_at.is_(None)),
        Missing.OPENINGS: select(Opening.id),
        Missing.TERMS: select(SchoolTerm.id).where(counts(SchoolTerm)),
    }
    return [each for each, query in looked_for.items() if session.scalars(query.limit(1)).first() is None]
