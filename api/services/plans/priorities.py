"""Whom the officer puts first when places run out: a number for each student, and nothing of what is behind.

The reasons are read here, and stay here: the matcher, the plan and whoever reads it know the number at most.
"""

from datetime import date

from sqlalchemy.orm import Session

from matcher.policy import Priorities
from matcher.records import Student
from matcher.vocabulary import HardshipCategory
from models.queries.groups import load_hardships

ALONE = (HardshipCategory.ORPHAN, HardshipCategory.UNSUPPORTED_CHILD)
DAYS_IN_HALF_A_YEAR = 183


def priorities(session: Session, students: list[Student], as_of: date, weights: Priorities) -> dict[str, int]:
    """The priority of each student on a day, by reference: what all their reasons add together."""
    hardships = load_hardships(session, as_of)
    found = {}
    for student in students:
        theirs = hardships.get(student.ref, {})
        waiting = max((as_of - student.graduation).days, 0) if student.graduation else 0
        half_years = waiting // DAYS_IN_HALF_A_YEAR * weights.half_year_waiting
        found[student.ref] = (
            weights.alone * any(category in theirs for category in ALONE)
            + weights.nobody_employed * (HardshipCategory.ZERO_EMPLOYMENT in theirs)
            + min(half_years, weights.waiting_at_most)
        )
    return found
