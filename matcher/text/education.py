"""Words for levels of education and for how a course stands or ended."""

import re
from functools import cache, lru_cache

from matcher.reference.education import rank
from matcher.text.normalise import normalise
from matcher.vocabulary import Completion, Education

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
