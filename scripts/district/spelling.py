"""How people type days, wages and lists into a spreadsheet."""

from collections.abc import Sequence
from datetime import date
from random import Random


def write_date(rng: Random, day: date) -> str:
    """A day in one of the usual ways."""
    return rng.choices(
        (f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y.%m.%d}"),
        (60, 20, 12, 8),
    )[0]


def write_month(rng: Random, day: date) -> str:
    """A month, or its year alone, as graduations are told."""
    return rng.choices(
        (f"{day:%Y-%m}", f"{day.year}年{day.month}月", f"{day:%Y.%m}", f"{day:%Y/%m/%d}", f"{day.year}"),
        (50, 25, 10, 10, 5),
    )[0]


def write_list(rng: Random, items: Sequence[str]) -> str:
    """Words with a separator that somebody likes."""
    return rng.choices(("、", "，", ",", "；", " "), (60, 15, 12, 8, 5))[0].join(items)


def write_wage(rng: Random, low: int, high: int) -> str:
    """A monthly range in CNY as postings put it; now and then only 面议 (negotiable)."""
    return rng.choices(
        (
            f"{low}-{high}元/月",
            f"{low}-{high}",
            _in_thousands(low, high),
            f"{low}～{high}元",
            f"{low / 1000:g}k-{high / 1000:g}k",
            f"{low}元以上",
            f"{low * 12 / 10000:.1f}-{high * 12 / 10000:.1f}万/年",
            f"{_in_thousands(low, high)}·13薪",
            "面议",
        ),
        (34, 18, 22, 6, 4, 5, 2, 5, 4),
    )[0]


def write_daily_wage(low: int) -> str:
    """A monthly wage as a rate per working day."""
    return f"{round(low / 21.75 / 10) * 10}元/天"


def _in_thousands(low: int, high: int) -> str:
    if low < 10000 <= high:
        return f"{low / 1000:g}千-{high / 10000:g}万"
    if low >= 10000:
        return f"{low / 10000:g}-{high / 10000:g}万"
    return f"{low / 1000:g}-{high / 1000:g}千"
