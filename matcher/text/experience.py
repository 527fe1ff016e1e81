"""Experience: what an opening asks for, and what a student tells of."""

import re
from datetime import date
from functools import lru_cache

from matcher.text.normalise import normalise
from matcher.text.numbers import NUMBER, read_number

#: Months that a job or internship counts when it is told without a length.
UNTOLD_PRACTICE_MONTHS = 3
_TERM_MONTHS = 4  # a school term (学期)
_SUMMER_MONTHS, _WINTER_MONTHS = 2, 1  # holidays

_NONE_NEEDED = re.compile(
    r"^无$|不限|无需|不需|不要求|无要求|没有要求|零经验|无经验|应届|在校|毕业生"
    r"|^none|no experience|not required|any\b|fresh|entry",
    re.I,
)
_UPPER_ONLY = re.compile(r"[及或]?以[下内]|less than|under|below", re.I)
_WELCOME = re.compile(r"优先|preferred|a plus", re.I)
_ASKED = re.compile(
    rf"(?<!\d)({NUMBER})\s?(?:[-~至到—–]+\s?{NUMBER}\s?)?\+?\s?(个?月|年半|年|years?|yrs?|y\b|months?)(?!级|龄段|\d*届)",
    re.I,
)
_BARE_YEARS = re.compile(r"[≥>=]*\s?(\d{1,2})(?:\.0+)?(?:\s?[-~]\s?\d{1,2})?\s?\+?")
_CLAUSES = re.compile(r"[,，;；。!！?？、\n]")

_SENTENCES = re.compile(r"[。;；!！?？\n]")
_PRACTICE = re.compile(
    r"实习|见习|实训|顶岗|兼职|打工|学徒|家教|任职|就职|工作|上班|从事|做过|干过|当过|担任|帮工|暑期工|寒假工|暑假工"
    r"|经验|intern|part.?time|worked|job",
    re.I,
)
_JOB = re.compile(
    r"实习|见习|顶岗|兼职|打工|学徒|家教|任职|就职|上班|工作过|暑期工|寒假工|暑假工|做过|干过|当过"
    r"|在.{1,20}(?:公司|厂|店|酒店|医院|超市|饭店|餐厅|幼儿园|工地|驿站).{0,6}(?:工作|帮忙)|工作经[历验]|intern|part.?time|worked",
    re.I,
)
_STUDY = re.compile(r"就读|读书|求学|专业|学制")
_SCHOOL = re.compile(r"学习|本科|大专|中专|学院|大学|学校|高中|初中|学生会|社团|班长|班委|志愿")
_PART = re.compile(r"其中|包括|每[周天日月]")
_LENGTH = re.compile(r"为期|历时|时长|累计|总计|共|长达|持续")
_NEVER = re.compile(r"^(?:无|没有|暂无)$|(?:无|没有|没|未曾?|缺乏).{0,4}(?:经[验历]|实习|工作过)")
_DAY = r"(?:\s?[-./]?\s?\d{1,2}(?!\d)日?)?"
_FROM = rf"(?<!\d)(?P<sy>(?:19|20)\d{{2}})(?!\d)(?:\s?[-./年]\s?(?P<sm>\d{{1,2}})(?!\d)\s?月?{_DAY}|年?)"
_UNTIL = rf"(?P<ey>(?:19|20)\d{{2}})(?!\d)(?:\s?[-./年]\s?(?P<em>\d{{1,2}})(?!\d)\s?月?{_DAY}|年?)"
_PERIOD = re.compile(
    rf"{_FROM}\s?[-~至到—–]+\s?(?:{_UNTIL}|(?P<same>\d{{1,2}})月|(?P<now>今|现在|目前|now|present))", re.I
)
_TOLD = re.compile(
    rf"(?<![\d.第大])({NUMBER})\s?[多余来]?\s?"
    r"(个半?多?月|年半|年|周|星期|天|个?学期|years?|months?|weeks?|days?)(?!级|制|前|生|[\d月.])",
    re.I,
)
_UNIT_MONTHS = (
    ("学期", _TERM_MONTHS),
    ("月", 1),
    ("month", 1),
    ("周", 12 / 52),
    ("星期", 12 / 52),
    ("week", 12 / 52),
    ("天", 1 / 30),
    ("day", 1 / 30),
    ("年", 12),
    ("y", 12),
)
_HOLIDAY = re.compile(r"(暑[假期])|寒假")
_MID_YEAR = 7  # a year told without its month


@lru_cache(maxsize=16384)
def parse_experience(text: str) -> int | None:
    """Lower bound of the experience asked for, in months; 0 when none is needed, None when unknown.

    Experience that is only welcome (优先) is not asked for.
    """
    text = normalise(text)
    if bare := _BARE_YEARS.fullmatch(text):
        return int(bare[1]) * 12
    if _NONE_NEEDED.search(text):
        return 0
    asked: list[float] = []
    for clause in _CLAUSES.split(text):
        found = [_months(number, unit) for number, unit in _ASKED.findall(clause)]
        bounds = [months for months in found if months is not None]
        if bounds and (_WELCOME.search(clause) or _UPPER_ONLY.search(clause)):
            asked.append(0)
        elif bounds:
            asked.append(min(bounds))
    if asked:
        return round(max(asked))
    return 0 if _WELCOME.search(text) else None


def read_practice(text: str, as_of: date) -> int | None:
    """Months of work and internships that a student's own words tell of; None when they tell of none.

    Periods (2021.03-2022.06) count once where they overlap, durations (实习6个月) are added; times of study
    do not count. Practice told without a length counts `UNTOLD_PRACTICE_MONTHS`, once; 无工作经验 is 0.
    """
    periods: list[tuple[int, int]] = []
    told, named = 0.0, False
    for sentence in map(normalise, _SENTENCES.split(text)):
        if _NEVER.search(sentence):
            continue
        found = _work_periods(sentence, as_of)
        periods += found
        if not found and _PRACTICE.search(sentence):
            told += _told_months(_PERIOD.sub("", sentence))
        named = named or bool(_JOB.search(sentence))
    months = _union(periods) + told
    if months:
        return max(1, round(months))
    if named:
        return UNTOLD_PRACTICE_MONTHS
    return 0 if _NEVER.search(normalise(text)) else None


def _work_periods(sentence: str, as_of: date) -> list[tuple[int, int]]:
    """Periods of work in a sentence as (first, last) month numbers; what follows a period tells its kind."""
    matches = list(_PERIOD.finditer(sentence))
    found = []
    for n, match in enumerate(matches):
        after = sentence[match.end() : matches[n + 1].start() if n + 1 < len(matches) else None]
        before = sentence[matches[n - 1].end() if n else 0 : match.start()]
        context = after if after.strip(" ,、:)") else before
        if _STUDY.search(context) or (_SCHOOL.search(context) and not _PRACTICE.search(context)):
            continue
        start = int(match["sy"]) * 12 + int(match["sm"] or _MID_YEAR)
        now = as_of.year * 12 + as_of.month
        last_month = match["em"] or match["same"] or _MID_YEAR
        end = now if match["now"] else int(match["ey"] or match["sy"]) * 12 + int(last_month)
        if start <= min(end, now):
            found.append((start, max(start + 1, min(end, now))))
    return found


def _told_months(sentence: str) -> float:
    """Sum of the durations of practice in a sentence; a holiday job without one counts the holiday."""
    total = 0.0
    for clause in _CLAUSES.split(sentence):
        about_work = _PRACTICE.search(clause) or _LENGTH.search(clause) or _TOLD.fullmatch(clause.strip())
        if about_work and not _PART.search(clause) and not _is_study(clause):
            total += sum(_months(number, unit) or 0 for number, unit in _TOLD.findall(clause))
    holiday = _HOLIDAY.search(sentence)
    if holiday and not total and _JOB.search(sentence):
        return _SUMMER_MONTHS if holiday[1] else _WINTER_MONTHS
    return total


def _is_study(clause: str) -> bool:
    return bool(_STUDY.search(clause) or (_SCHOOL.search(clause) and not _JOB.search(clause)))


def _months(number: str, unit: str) -> float | None:
    value = read_number(number)
    if value is None or value >= 100:  # a calendar year, or nonsense
        return None
    half = 0.5 if "半" in unit else 0
    return next((value + half) * months for word, months in _UNIT_MONTHS if word in unit.lower())


def _union(periods: list[tuple[int, int]]) -> int:
    """Months that the periods cover together."""
    total, covered = 0, 0
    for start, end in sorted(periods):
        total += max(0, end - max(start, covered))
        covered = max(covered, end)
    return total
