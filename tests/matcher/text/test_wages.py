import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.wages import Wage, parse_wage


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("8千-1.5万", 8000, 15000),
        ("4.5-5.5千/月", 4500, 5500),
        ("15k-30k", 15000, 30000),
        ("6000-8000", 6000, 8000),
        ("6000～8000元/月", 6000, 8000),
        ("￥5,000-7,000", 5000, 7000),
        ("8000 - 10000 RMB per month", 8000, 10000),
        ("8000-1万", 8000, 10000),
        ("5000元/月-8000元/月", 5000, 8000),
        ("6000元/月，每天8小时", 6000, 6000),
        ("保底5000，综合6000-8000", 6000, 8000),
        ("3000", 3000, 3000),
        ("5000.0", 5000, 5000),
        ("1.2万", 12000, 12000),
        ("6000元以上", 6000, None),
        ("底薪3000+提成", 3000, None),
        ("6千及以下", None, 6000),
        ("15000-10000", 10000, 15000),
    ],
)
def test_monthly_wages(written: str, low: int | None, high: int | None) -> None:
    assert parse_wage(written) == Wage(low, high)


@pytest.mark.parametrize(
    ("written", "wage"),
    [
        ("200元/天", Wage(4350, 4350, "day")),
        ("120-150元/天", Wage(2610, 3262, "day")),
        ("日结200", Wage(4350, 4350, "day")),
        ("25元/小时", Wage(4350, 4350, "hour")),
        ("1.5千/周", Wage(6500, 6500, "week")),
        ("20-30万/年", Wage(16667, 25000, "year")),
        ("10万以上/年", Wage(8333, None, "year")),
        ("年薪10万", Wage(8333, 8333, "year")),
    ],
)
def test_other_periods_become_months(written: str, wage: Wage) -> None:
    assert parse_wage(written) == wage


@pytest.mark.parametrize(
    ("written", "months"),
    [("1-1.5万·13薪", 13), ("5-8K·14薪", 14), ("15-20万/年·13薪", 13), ("20k*16薪", 16)],
)
def test_months_paid_are_noted_and_change_nothing(written: str, months: int) -> None:
    wage = parse_wage(written)
    without = parse_wage(written.split("·", maxsplit=1)[0].split("*", maxsplit=1)[0])
    assert wage is not None
    assert without is not None
    assert (wage.months, wage.low, wage.high) == (months, without.low, without.high)


def test_negotiable_is_stated_and_unknown() -> None:
    assert parse_wage("薪资面议") == Wage(None, None, negotiable=True)
    assert parse_wage("面议（不低于5000）") == Wage(5000, None, negotiable=True)


@pytest.mark.parametrize("written", ["", " ", "计件", "abc", "3.2E+17", "8", "高薪诚聘", "9999999999"])
def test_what_cannot_be_read_is_unknown(written: str) -> None:
    assert parse_wage(written) is None


@given(st.text(max_size=30))
def test_what_is_read_is_ordered_and_plausible(text: str) -> None:
    wage = parse_wage(text)
    if wage is not None and wage.low is not None and wage.high is not None:
        assert 0 < wage.low <= wage.high


def test_the_wages_of_real_postings_are_read(shared_data: Path) -> None:
    with (shared_data / "openings_real_dev.csv").open(encoding="utf-8-sig", newline="") as lines:
        stated = [row["薪资"] for row in csv.DictReader(lines) if row["薪资"]]
    assert sum(parse_wage(text) is not None for text in stated) >= 0.99 * len(stated)
