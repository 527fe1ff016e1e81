"""Fees that are not covered, before a term begins and while it runs: a work list, the most urgent first."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.study_aid import TermAid, terms_from
from models.school_calendar import SchoolCalendar
from models.student import Student


@dataclass(frozen=True, slots=True)
class FeeGap:
    """A term whose fees are not covered, or not known to be; `days_left` is negative once it has begun."""

    term: TermAid
    starts_on: date
    days_left: int


def gaps_open(
    session: Session,
    today: date,
    calendar: SchoolCalendar | None = None,
    *,
    student: Student | None = None,
) -> list[FeeGap]:
    """The gaps of the term that runs and of those to come: by day of beginning, then the largest first.

    Told a student, those of that one. Where it is unknown what is due the gap is unknown, and stands behind
    the known ones. What is promised is not there yet and closes no gap.
    """
    calendar = calendar or SchoolCalendar()
    gaps = []
    for term in terms_from(session, calendar.term_of(today), student):
        if term.gap != 0:
            starts_on = calendar.first_day(term.term)
            gaps.append(FeeGap(term, starts_on, (starts_on - today).days))
    return sorted(gaps, key=lambda each: (each.starts_on, each.term.gap is None, -(each.term.gap or 0)))
