from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from models.school_calendar import SchoolCalendar, next_term

CALENDAR = SchoolCalendar()


def test_autumn_begins_in_september_and_spring_in_march() -> None:
    days = {
        date(2025, 8, 31): "2024-2025-2",
        date(2025, 9, 1): "2025-2026-1",
        date(2026, 1, 15): "2025-2026-1",
        date(2026, 3, 1): "2025-2026-2",
    }
    assert {day: CALENDAR.term_of(day) for day in days} == days


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_every_day_lies_in_the_term_that_it_is_of(day: date) -> None:
    term = CALENDAR.term_of(day)
    assert CALENDAR.first_day(term) <= day < CALENDAR.first_day(next_term(term))
    assert term < next_term(term)
