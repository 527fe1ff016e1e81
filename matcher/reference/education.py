"""Levels of education: their order, what a person has attained, and the words for them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from matcher.text.normalise import normalise
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

# Tried from the top at each place of the text, so that 职业高中 is not read as 高中.
_LEVEL_WORDS = (
    (r"博士(?:研究生)?|doctora\w*|doctor\b|ph\.?\s?d", Education.DOCTOR),
    (r"硕士(?:研究生)?|研究生|master|\bmba\b|postgraduate", Education.MASTER),
    (r"专升本|(?:大专|专科)起点本科|(?:高职|职业|应用型?)本科", Education.BACHELOR),
    (
        r"大学专科|大专|专科|高职高专|高职|高专|高等职业|junior college|vocational college|associate",
        Education.COLLEGE,
    ),
    (r"大学本科|本科|学士|大学|bachelor|undergraduate", Education.BACHELOR),
    (r"职业高中|职高|vocational high", Education.VOCATIONAL_HIGH),
    (r"技工学?校?|技校|中技|高技|技师|technical school", Education.TECHNICAL_SCHOOL),
    (r"中等?专业?学校|中等职业|中等专业|中专|中职|vocational", Education.SECONDARY_VOCATIONAL),
    (r"初级中学|初中|义务教育|junior high|middle school", Education.MIDDLE_SCHOOL),
    (r"高级中学|普通高中|高中|普高|high school", Education.HIGH_SCHOOL),
    (r"小学|primary|elementary", Education.PRIMARY_SCHOOL),
    (r"college", Education.COLLEGE),
)
_OTHER = re.compile(r"其[他它]|文盲|未上学|学龄前|other", re.I)
_ANY = re.compile(
    r"不限|不要求|无要求|没有要求|不作要求|无学历|^无$|^(?:none|any|no)\b|not required|no \w* ?requirement",
    re.I,
)
_ANY_LEVEL = re.compile(r"(?:学历|文化)(?:程度|要求)?[:：]?\s?(?:不限|不要求|无要求)|不限学历")
_OR_BELOW = re.compile(r"[及或]?以下|or below|or less", re.I)
_CODE = re.compile(r"(\d{2})(?:\.0+)?")

_COMPLETION_WORDS = (
    (r"结业|attended", Completion.COMPLETED),
    (r"肄业|辍学|退学|失学|中途离校|dropped|drop-?out|withdr[ae]w|^left", Completion.LEFT),
    (
        r"未毕业|没毕业|(?:即将|尚未|还未|待|拟|预计)毕业|在读|在校|在学|就读|休学"
        r"|in school|enrolled|studying|^student",
        Completion.IN_SCHOOL,
    ),
    (r"(?<!应届)毕业|往届|^graduate|completed|finished", Completion.GRADUATED),
)


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
        return Attained(level, expected=level is not None, in_school=True)
    return Attained(_entry(level), in_school=True)


@lru_cache(maxsize=4096)
def parse_education(text: str, *, required: bool = False) -> Education | None:
    """Level named by words or by its code; the lowest of several; ANY for 不限; None when unknown.

    `required` reads an opening's requirement: 初中及以下 then asks for nothing (ANY), while in a person's
    record it names the level itself.
    """
    text = normalise(text).lower()
    if code := _CODE.fullmatch(text):
        value = int(code[1])
        return Education(value) if value in Education.__members__.values() else None
    if _ANY_LEVEL.search(text) or (required and _OR_BELOW.search(text)):
        return Education.ANY
    words = _level_pattern()
    named = [_LEVEL_WORDS[int((match.lastgroup or "")[1:])][1] for match in words.finditer(text)]
    if named:
        return min(named, key=rank)
    if _ANY.search(text):
        return Education.ANY
    return Education.OTHER if _OTHER.search(text) else None


@lru_cache(maxsize=4096)
def parse_completion(text: str) -> Completion | None:
    """How a course stands or ended; None for words that do not tell, such as 应届 (the date does)."""
    text = normalise(text).lower()
    for words, completion in _COMPLETION_WORDS:
        if re.search(words, text):
            return completion
    return None


@cache
def _level_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<n{n}>{words})" for n, (words, _) in enumerate(_LEVEL_WORDS)), re.I)


def _entry(level: Education | None) -> Education | None:
    return None if level is None else _ENTRY.get(level)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
