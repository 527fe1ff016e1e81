from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.dates import ParsedDate, parse_date, parse_graduation


@pytest.mark.parametrize(
    "written",
    [
        "2025-06-30",
        "2025.6.30",
        "2025/06/30",
        "2025年6月30日",
        "20250630",
        "2025-06-30 14:07:12",
        "2025-06-30T00:00:00",
        "２０２５．６．３０",
        45838,
        45838.6,
        "45838",
        date(2025, 6, 30),
        datetime(2025, 6, 30, 14, 7),
    ],
)
def test_a_day_in_every_spelling(written: object) -> None:
    assert parse_date(written) == ParsedDate(date(2025, 6, 30), "day")


@pytest.mark.parametrize(
    "written",
    ["2025-06", "2025年6月", "202506", "2025.6", 2025.6, "2025年6月底", "2025年06", "25年6月", "25.6", 25.6],
)
def test_a_month_stands_for_its_first_or_last_day(written: object) -> None:
    assert parse_date(written) == ParsedDate(date(2025, 6, 1), "month")
    assert parse_date(written, end_of_period=True) == ParsedDate(date(2025, 6, 30), "month")


@pytest.mark.parametrize("written", ["2025", "2025年", "2025届", "25届", 2025, 2025.0])
def test_a_year_stands_for_its_first_or_last_day_and_for_june_when_a_course_ends(written: object) -> None:
    assert parse_date(written) == ParsedDate(date(2025, 1, 1), "year")
    assert parse_date(written, end_of_period=True) == ParsedDate(date(2025, 12, 31), "year")
    assert parse_graduation(written) == ParsedDate(date(2025, 6, 30), "year")


def test_a_number_that_may_be_january_or_october_tells_the_year_only() -> None:
    assert parse_date(2025.1) == ParsedDate(date(2025, 1, 1), "year")
    assert parse_date("2025.1") == ParsedDate(date(2025, 1, 1), "month")


@pytest.mark.parametrize(
    "written", ["2022.9-2025.6", "2022年9月至2025年6月", "2025年6月毕业", "预计2025年6月"]
)
def test_a_course_ends_where_its_period_ends(written: str) -> None:
    assert parse_graduation(written) == ParsedDate(date(2025, 6, 30), "month")


@pytest.mark.parametrize(
    "written", ["", None, "2025-13-40", "2025-02-30", "99999999", 3.2e17, 7, "大三", "1001"]
)
def test_what_is_no_date(written: object) -> None:
    assert parse_date(written) is None
    assert parse_graduation(written) is None


@given(st.dates(date(1954, 11, 1), date(2100, 12, 31)))
def test_every_date_reads_back(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for written in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}", serial):
        assert parse_date(written) == ParsedDate(day, "day")


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    parse_graduation(text)
