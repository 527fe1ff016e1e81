"""Wages as postings state them, as CNY a month."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from matcher.text.normalise import normalise

Period = Literal["month", "year", "week", "day", "hour"]

# 21.75 paid days a month and 174 hours: the conversion of the labour ministry (劳社部发〔2008〕3号).
_PER_MONTH: dict[Period, float] = {"month": 1, "year": 1 / 12, "week": 52 / 12, "day": 21.75, "hour": 174}
_LOWEST_MONTHLY, _HIGHEST_MONTHLY = 300, 1_000_000  # outside, a number is no wage

_NEGOTIABLE = re.compile(r"面议|面谈|详谈|协商|商议|negotia|competitive|depends", re.I)
_MONTHS_PAID = re.compile(r"[·*x×,]?\s?(1[2-9]|2[0-9]|3[0-6])\s?(?:薪|个月薪|months\b)", re.I)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_AMOUNT = r"(\d+(?:\.\d+)?)\s?(万|千|百|[kw](?![a-z]))?\s?(?:元|块|rmb|cny|yuan|¥|人民币)*"
_RANGE = re.compile(
    rf"{_AMOUNT}(?:\s?/\s?(?:小时|[月天日时年周]))?\s?(?:[-~—–至到]+|to)\s?(?:¥|rmb|cny)?\s?{_AMOUNT}"
)
_SINGLE = re.compile(_AMOUNT)
# The unit written right behind the amount decides; only then a word elsewhere (年薪10万).
_PER = re.compile(
    r"\s?(?:[及或]?以[上下内]|起|左右|\+)?\s?(?:[/每一]|per\b|an?\b)\s?(?:个|人)?\s?(?:(?P<hour>小时|时|h)|(?P<day>天|日|工|8\s?小时|d)"
    r"|(?P<week>周|星期|w)|(?P<year>年|y|annum)|(?P<month>月|m))"
)
_PERIOD_WORDS = re.compile(
    r"(?P<hour>时薪|每小时|hourly)|(?P<day>日薪|日结|[每一]天[^\d]{0,2}\d{2,}元|daily)|(?P<week>周薪|weekly)"
    r"|(?P<year>年薪|年收入|annual|yearly|p\.a\.)"
)
_AT_LEAST = re.compile(r"以上|起|\+|不低于|至少|最低|保底|底薪|from|at least|min|above")
_AT_MOST = re.compile(r"以下|以内|及下|不超过|不高于|最高|up to|at most|max|below")
_UNITS = {"万": 10_000.0, "w": 10_000.0, "千": 1_000.0, "k": 1_000.0, "百": 100.0}


@dataclass(frozen=True, slots=True)
class Wage:
    """A stated wage in CNY a month; both ends None when it is negotiable (面议): stated, but unknown.

    `months` is the number of monthly wages paid a year (13薪), `period` what the posting counted by.
    """

    low: int | None
    high: int | None
    period: Period = "month"
    months: int | None = None
    negotiable: bool = False


@lru_cache(maxsize=65536)
def parse_wage(text: str) -> Wage | None:
    """Read a wage; None when the text is blank or cannot be read (not the same as negotiable).

    Yearly, weekly, daily and hourly pay is turned into a month's. A range written the wrong way round is
    turned; `6000以上` has no upper end and `6000以下` no lower one.
    """
    text = _THOUSANDS.sub("", normalise(text)).lower()
    negotiable = bool(_NEGOTIABLE.search(text))
    paid = _MONTHS_PAID.search(text)
    months = int(paid[1]) if paid else None
    if paid:
        text = f"{text[: paid.start()]} {text[paid.end() :]}"
    stated = _RANGE.search(text) or _SINGLE.search(text)
    if stated is None:
        return Wage(None, None, negotiable=True) if negotiable else None
    ends = _range_ends(stated) if stated.re is _RANGE else _single_ends(stated, text)
    period = _period(text, stated.end())
    low, high = (None if end is None else round(end * _PER_MONTH[period]) for end in ends)
    if any(end is not None and not _LOWEST_MONTHLY <= end <= _HIGHEST_MONTHLY for end in (low, high)):
        return None
    return Wage(low, high, period, months, negotiable)


def _period(text: str, end: int) -> Period:
    found = _PER.match(text, end) or _PERIOD_WORDS.search(text)
    return cast(Period, found.lastgroup) if found else "month"


def _range_ends(match: re.Match[str]) -> tuple[float, float]:
    low, low_unit, high, high_unit = match.groups()
    upper = float(high) * _UNITS.get(high_unit or "", 1)
    # 4.5-5.5千 states the unit once; 8000-1万 does not mean 8000万.
    unit = low_unit or (high_unit if float(low) < 1000 else None)
    lower = float(low) * _UNITS.get(unit or "", 1)
    return min(lower, upper), max(lower, upper)


def _single_ends(match: re.Match[str], text: str) -> tuple[float | None, float | None]:
    amount = float(match[1]) * _UNITS.get(match[2] or "", 1)
    if _AT_LEAST.search(text):
        return amount, None
    if _AT_MOST.search(text):
        return None, amount
    return amount, amount
