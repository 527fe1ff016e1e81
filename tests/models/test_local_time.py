"""Days and documents follow the clock where the districts are, wherever the program runs."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from models.local_time import local_day, now, today, written, year_span


@pytest.mark.parametrize(
    ("moment", "day", "text"),
    [
        (datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC), date(2026, 11, 23), "2026-11-23T23:59:59+08:00"),
        (datetime(2026, 11, 23, 16, tzinfo=UTC), date(2026, 11, 24), "2026-11-24T00:00:00+08:00"),
        (datetime(2026, 12, 31, 17, 0, 0, 5, tzinfo=UTC), date(2027, 1, 1), "2027-01-01T01:00:00+08:00"),
    ],
)
def test_a_day_begins_where_the_districts_are(moment: datetime, day: date, text: str) -> None:
    assert (local_day(moment), written(moment)) == (day, text)
    assert written(datetime.fromisoformat(text)) == text
    with time_machine.travel(moment, tick=False):
        assert (today(), now()) == (day, moment)


def test_a_year_begins_at_its_own_midnight() -> None:
    first, next_first = year_span(2026)
    assert (written(first), written(next_first)) == ("2026-01-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00")
