"""Hazards that an opening declares, and the lowest age that it names."""

import re
from functools import cache

from matcher.reference.tables import read_table
from matcher.text.normalise import normalise
from matcher.text.numbers import NUMBER, read_number
from matcher.vocabulary import Hazard

# A denial reaches to the next contrast: 无粉尘但有噪音 declares noise.
_SEPARATORS = re.compile(
    r"[,。;、\s/|+&]+|(?<!涉)及|和|但是?|不过|仅|只有|(?<![清拆消排去解铲扫])除了?(?![尘锈草湿臭霜雪])"
)
_NONE = re.compile(
    r"(?:无|没有|不涉及|不存在|未涉及|不接触|不含|否|零)(?!证).*|[-—]+|不|none|no|n/a|nil|安全|普通|正常|一般",
    re.IGNORECASE,
)
_UNDECLARED = re.compile(r"未知|不详|不清楚|待定|待确认|待填|未填|未申报|unknown|tbd", re.IGNORECASE)
_DENIED = re.compile(r"(?:不|无|没有|非|免|避免)(?:涉及|接触|存在|用|需|会|含|从事|安排|任何)?(?:有|任何)?$")

_AGE = rf"(?P<age>\d{{2}}(?:\.0)?|{NUMBER})"
_OTHERS = r"(?!的?(?:儿童|孩子|幼儿|学生|学员|青少年|少年|客户|宝宝|老人|用户|人群))"
_LOWER_BOUNDS = (
    rf"{_AGE}(?:周?岁)?[-~—–至到](?:\d{{2}}|{NUMBER})周?岁{_OTHERS}",
    rf"年龄(?:要求|限制|段|范围)?[:为在]?{_AGE}(?:周?岁)?[-~—–至到]\d{{2}}",
    rf"{_AGE}周?岁\(?(?:\(含\))?(?:及|或|以)*(?:以上|之上|起|上){_OTHERS}",
    rf"(?:年满|已满|须满|需满|满|不低于|不小于|不得低于|大于|高于|(?<!不)(?<!不得)(?<!不能)超过|至少|≥|>=?)(?:年龄)?{_AGE}周?岁(?!以下|以内|以前){_OTHERS}",
    rf"(?:^|年龄|[\s,;:(])(?:要求|限|限制|为|:)*{_AGE}(?:周?岁)?\+(?!\d|提|奖|绩)",
    r"(?:over|above|minimum age|at least|aged?)\s*(?:of\s*)?(?P<age>\d{2})(?!\d)(?!-)(?:\s*years)?",
    r"(?P<age>\d{2})\s*(?:years?(?: old)?)?\s*(?:or|and)\s*(?:above|older|over)",
    r"^(?P<age>\d{2})(?:\.0)?(?:[-~至到]\d{2})?$",
)
_UPPER_BOUND = re.compile(
    rf"\d{{2}}(?:周?岁)?[-~—–至到]\d{{2}}周?岁{_OTHERS}"
    rf"|\d{{2}}周?岁(?:\(?含\)?)?(?:及|或)?(?:以[下内]|之[下内]){_OTHERS}"
    rf"|(?:不超过|不[高大]于|(?<!不)(?<!不得)(?:小于|低于)|[≤<]=?)\d{{2}}周?岁{_OTHERS}"
)
_ADULT = re.compile(
    r"(?<![未完构组达形])成年(?!度|初|中|底|终|会|累月|礼|后|教育|英语)"
    r"|(?:不[招收要]|谢绝|拒绝|禁止|勿扰)未成年|未成年人?(?:勿扰|勿投|除外|免|谢绝|不[招收要])|adults? only"
)
_ADULT_AGE = 18
# Most texts hold none of these, one of which every pattern above needs, and are done with at once.
_TELLS_AGE = re.compile(r"[岁龄+]|成年|age|old|over|above|at least|adult|^\d\d[-~至到.\d]*$")
_PLAUSIBLE = range(16, 46)  # below: no age for work; above: an upper bound misread


def read_hazards(text: str | None) -> frozenset[Hazard] | None:
    """Hazards in the words of a declaration: None when nothing is declared, empty when declared to be none.

    Words that no table knows are a hazard too: OTHER.
    """
    words = normalise(text or "").lower()
    if not words or _UNDECLARED.search(words):
        return None
    found: set[Hazard] = set()
    for word in _SEPARATORS.split(words):
        if word and not _NONE.fullmatch(word):
            known = [hazard for hazard, declared, _told in _words() if declared.search(word)]
            found.update(known or [Hazard.OTHER])
    return frozenset(found)


def find_hazards(text: str | None) -> frozenset[Hazard]:
    """Hazards that a free text (duties, tags) tells of, by phrases that leave no doubt."""
    words = normalise(text or "").lower()
    return frozenset(
        hazard
        for hazard, _declared, told in _words()
        if told.search(words)
        and any(not _DENIED.search(words, 0, phrase.start()) for phrase in told.finditer(words))
    )


def read_minimum_age(text: str | None) -> int | None:
    """The lower bound of the age that a text asks for, in years; upper bounds are ignored."""
    words = normalise(text or "").lower()
    if not _TELLS_AGE.search(words):
        return None
    ages = [
        age
        for pattern in _age_patterns()
        for found in pattern.finditer(words)
        if (age := int(read_number(found["age"]) or 0)) in _PLAUSIBLE
    ]
    if _ADULT.search(words):
        ages.append(_ADULT_AGE)
    return max(ages, default=None)


def finds_upper_age(text: str) -> str | None:
    """The first words of a title or sentence that shut out whoever is older; None when none do."""
    words = normalise(text)
    found = _UPPER_BOUND.search(words) if "岁" in words else None
    return found and found[0]


@cache
def _words() -> tuple[tuple[Hazard, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (Hazard(hazard), re.compile(declared), re.compile(told))
        for hazard, declared, told in read_table("hazard_words.csv")
    )


@cache
def _age_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _LOWER_BOUNDS)
