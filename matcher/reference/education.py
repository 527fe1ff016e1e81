"""Levels of education: their order, and what a person has attained on a day."""

import calendar
from dataclasses import dataclass
from datetime import date

from matcher.vocabulary import Completion, Education

_RANKS = {
    Education.ANY: 0,
    Education.OTHER: 0,
    Education.PRIMARY_SCHOOL: 1,
    Education.MIDDLE_SCHOOL: 2,
    Education.HIGH_SCHOOL: 3,
    Education.TECHNICAL_SCHOOL: 3,
    Education.VOCATIONAL_HIGH: 3,
    Education.SECONDARY_VOCATIONAL: 3,
    Education.COLLEGE: 4,
    Education.BACHELOR: 5,
    Education.MASTER: 6,
    Education.DOCTOR: 7,
}

# What somebody had already when the course began: it still counts when the course was not finished.
_ENTRY = {
    Education.DOCTOR: Education.MASTER,
    Education.MASTER: Education.BACHELOR,
    Education.BACHELOR: Education.HIGH_SCHOOL,
    Education.COLLEGE: Education.HIGH_SCHOOL,
    Education.SECONDARY_VOCATIONAL: Education.MIDDLE_SCHOOL,
    Education.VOCATIONAL_HIGH: Education.MIDDLE_SCHOOL,
    Education.TECHNICAL_SCHOOL: Education.MIDDLE_SCHOOL,
    Education.HIGH_SCHOOL: Education.MIDDLE_SCHOOL,
    Education.MIDDLE_SCHOOL: Education.PRIMARY_SCHOOL,
    Education.PRIMARY_SCHOOL: Education.OTHER,
    Education.OTHER: Education.OTHER,
}


@dataclass(frozen=True, slots=True)
class Attained:
    """The level that counts for a person on a day; `expected` when the diploma is still to come."""

    level: Education | None
    expected: bool = False
    in_school: bool = False


def rank(level: Education) -> int:
    """Order of levels: 0 (any, other) to 7 (doctor); the four kinds of secondary school rank equal."""
    return _RANKS[level]


def attained(
    level: Education | None,
    completion: Completion | None,
    graduation: date | None,
    as_of: date,
    horizon_months: int = 12,
) -> Attained:
    """Level that counts on a day, from the course, how it stands, and when it ends.

    Who left a course, or completed it without a diploma, counts with the level needed to enter it. In school
    with graduation within the horizon, the level is expected; later or unknown, the entering level counts.
    A list goes stale: once the graduation day has passed, 在读 counts as graduated. Without a word on
    completion the graduation day decides, and without that day too the level stands as written.
    """
    if completion in (Completion.COMPLETED, Completion.LEFT):
        return Attained(_entry(level))
    ends_later = graduation is not None and graduation > as_of
    ends_unknown = graduation is None and completion is Completion.IN_SCHOOL
    if completion is Completion.GRADUATED or not (ends_later or ends_unknown):
        return Attained(level)
    if graduation is not None and graduation <= _months_later(as_of, horizon_months):
        return Attained(level, expected=True, in_school=True)
    return Attained(_entry(level), in_school=True)


def _entry(level: Education | None) -> Education | None:
    return None if level is None else _ENTRY.get(level)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
