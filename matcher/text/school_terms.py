"""Terms of school as lists write them, by the programme's code: 2025-2026-1 is the autumn of 2025."""

import re

from matcher.text.dates import YEARS
from matcher.text.normalise import normalise

_FIRST = r"1|一|上|秋季?|autumn|fall|first"
_SECOND = r"2|二|下|春季?|spring|second"
_OF_SCHOOL_YEAR = re.compile(
    rf"(?P<year>\d{{4}})\s?年?\s?[-~/—–至到]+\s?(?P<next>\d{{4}}|\d{{2}})\s?(?:学年度?|年度?)?\s?[-/,.、—–(]*\s?"
    rf"第?\s?(?:(?P<first>{_FIRST})|(?P<second>{_SECOND}))\s?(?:学期|学年|term|semester)?\)?",
    re.I,
)
_OF_YEAR = re.compile(
    r"(?P<year>\d{4})\s?年?\s?(?:(?P<first>秋|autumn|fall)|(?P<second>春|spring))\s?季?\s?(?:学期|term|semester)?",
    re.I,
)


def read_school_term(words: str) -> str | None:
    """The code of 2025-2026-1, 2025-2026学年第一学期 or 2025年秋季; None when it is none."""
    text = normalise(words)
    if match := _OF_SCHOOL_YEAR.fullmatch(text):
        year, following = int(match["year"]), int(match["next"])
        if (following if following > 99 else year // 100 * 100 + following) != year + 1:
            return None
    elif match := _OF_YEAR.fullmatch(text):
        year = int(match["year"]) - bool(match["second"])
    else:
        return None
    return f"{year}-{year + 1}-{1 if match['first'] else 2}" if year in YEARS else None
