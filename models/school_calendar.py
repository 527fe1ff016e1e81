"""When the terms of school begin: 2025-2026-1 in autumn, 2025-2026-2 in spring."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class DayOfYear(NamedTuple):
    """A day that comes back every year."""

    month: int
    day: int


YEARS_BACK, YEARS_AHEAD = 15, 2
AUTUMN, SPRING = DayOfYear(9, 1), DayOfYear(3, 1)


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The days on which terms begin, the same for all schools of the district."""

    autumn: DayOfYear = AUTUMN
    spring: DayOfYear = SPRING

    def first_day(self, term: str) -> date:
        """The day on which the term begins."""
        year, following, number = term.split("-")
        return date(int(year), *self.autumn) if number == "1" else date(int(following), *self.spring)

    def term_of(self, day: date) -> str:
        """The term that runs on a day, the holidays after it included."""
        if day >= date(day.year, *self.autumn):
            return f"{day.year}-{day.year + 1}-1"
        number = 2 if day >= date(day.year, *self.spring) else 1
        return f"{day.year - 1}-{day.year}-{number}"


def terms_told(today: date) -> tuple[str, str]:
    """The first and the last term that people tell of; any other is a slip of the pen."""
    year, _, number = SchoolCalendar().term_of(today).split("-")
    first, last = int(year) - YEARS_BACK, int(year) + YEARS_AHEAD
    return f"{first}-{first + 1}-{number}", f"{last}-{last + 1}-{number}"


def next_term(term: str) -> str:
    """The term that follows."""
    year, following, number = term.split("-")
    return f"{year}-{following}-2" if number == "1" else f"{following}-{int(following) + 1}-1"
