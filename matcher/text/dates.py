"""Dates as people and spreadsheets write them, down to a year alone."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from matcher.text.normalise import normalise

Precision = Literal["year", "month", "day"]

YEARS = range(1900, 2101)  # that dates are read in
_SPREADSHEET_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 75_000)  # 1954 to 2105; further down the numbers mean something else
_WRITTEN = re.compile(
    r"(?P<year>\d{4}|\d{2}(?=年|\.\d{1,2}$))\s?[-./年]\s?(?P<month>\d{1,2})"
    r"(?:\s?[-./月]\s?(?P<day>\d{1,2})\s?[日号]?|\s?月)?"
    r"(?:[T ]?\d{1,2}:\d{2}.*)?"
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})?")
_YEAR = re.compile(r"(?P<year>\d{4})\s?(?:年|届|级)?")
_CLASS_OF = re.compile(r"(\d{2})届")
_AROUND = re.compile(r"^(?:预计|预期|计划|拟|将于|于|约)|(?:毕业生?|左右|前后|[初底末])+$")
_PERIOD = re.compile(
    r"\d{4}(?:\s?[./年]\s?\d{1,2}\s?月?|年)?\s?[-~至到—–]+\s?(?P<end>\d{4}(?:\s?[./年]\s?\d{1,2}\s?月?|年)?)"
)


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A day, and how much of it was told."""

    date: date
    precision: Precision


def parse_date(value: object, *, end_of_period: bool = False) -> ParsedDate | None:
    """Read a date from text, a spreadsheet's number, or a date object; None when it is none.

    A month or year alone stands for its first day, or for its last with `end_of_period`.
    """
    if isinstance(value, datetime):
        return ParsedDate(value.date(), "day")
    if isinstance(value, date):
        return ParsedDate(value, "day")
    if isinstance(value, float) and str(value).endswith(".1"):
        # 2025.1 in a cell of numbers may have been 2025.10: only the year is sure.
        value = int(value)
    text = _AROUND.sub("", normalise(str(value)))
    if text.replace(".", "", 1).isdecimal() and int(float(text)) in _SERIALS:
        return ParsedDate(_SPREADSHEET_EPOCH + timedelta(days=int(float(text))), "day")
    text = text.removesuffix(".0")
    if class_of := _CLASS_OF.fullmatch(text):
        text = f"20{class_of[1]}"
    for pattern in (_WRITTEN, _COMPACT, _YEAR):
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            return _complete(parts["year"], parts.get("month"), parts.get("day"), end_of_period)
    return None


def parse_graduation(value: object) -> ParsedDate | None:
    """Read the day a course ends: of a period its end, of a month its last day, of a year alone 30 June."""
    if isinstance(value, str) and (period := _PERIOD.fullmatch(normalise(value))):
        value = period["end"]
    parsed = parse_date(value, end_of_period=True)
    if parsed is not None and parsed.precision == "year":
        return ParsedDate(date(parsed.date.year, 6, 30), "year")
    return parsed


def _complete(year: str, month: str | None, day: str | None, end: bool) -> ParsedDate | None:
    y = int(year) if len(year) > 2 else 2000 + int(year)
    if y not in YEARS:
        return None
    if month is None:
        return ParsedDate(date(y, 12, 31) if end else date(y, 1, 1), "year")
    m = int(month)
    if not 1 <= m <= 12:
        return None
    last = calendar.monthrange(y, m)[1]
    if day is None:
        return ParsedDate(date(y, m, last if end else 1), "month")
    return ParsedDate(date(y, m, int(day)), "day") if 1 <= int(day) <= last else None
