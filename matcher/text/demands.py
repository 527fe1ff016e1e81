"""What a body has to do at work, and what a student's body cannot."""

import re
from functools import cache, lru_cache, reduce
from typing import NamedTuple, Self

from matcher.reference.tables import read_table
from matcher.text.normalise import normalise
from matcher.vocabulary import Demand

Words = tuple[tuple[re.Pattern[str], frozenset[Demand]], ...]

_CLAUSES = re.compile(r"[,。;、\s/|!()]+")
_NOT_DEMANDED = re.compile(
    r"(?:不|无|没有?|免|非|避免|拒绝|零)(?:用|需要?|必|会|要|上|做|涉及|接触|安排|存在|含|包含|从事|是|太|需要|要求)?"
    r"(?:长期|长时间|频繁|经常|熬|任何)?$"
)
_COLOUR_BLIND = re.compile(r"色盲|色弱|辨色|色觉")
_ALL_WELCOME = re.compile(r"不限|均可|也可|都可|可以?$|无要求")
_SEATED = re.compile(r"(?:可|能|可以)坐|坐着|坐班|坐岗")

_NO_LIMITS = re.compile(r"^(?:无|没有?|否|未发现|暂无|非)(?!法)|正常|良好|健康|无异常|没问题|已治愈|已痊愈")
_STILL_LIMITED = re.compile(r"不健康|不良好|不正常|不太|不够|欠|较差")
_CAN = re.compile(r"(?<!不)(?:可以|能够?|可)$")


class DemandReading(NamedTuple):
    """Demands that some words declare, and whether they say that the work may be done seated."""

    demands: frozenset[Demand] = frozenset()
    seated: bool = False

    def then(self, other: Self) -> Self:
        """What both say, one after the other: to sit down takes back the standing that was said before."""
        before = self.demands - {Demand.STANDING} if other.seated else self.demands
        return type(self)(before | other.demands, self.seated or other.seated)


def read_demands(text: str | None) -> DemandReading:
    """Demands that a posting declares; what it says is not asked (不上夜班, 可坐) is left out."""
    told = filter(None, map(_read_clause, _clauses(text)))
    return reduce(DemandReading.then, told, DemandReading())


def read_limits(text: str | None) -> frozenset[Demand]:
    """Demands that somebody with these limits of health cannot meet; 无 and 健康 are no limits.

    Conditions whose limits no table knows give nothing: their words are kept elsewhere and read by people.
    """
    found: set[Demand] = set()
    for clause in _clauses(text):
        if _NO_LIMITS.search(clause) and not _STILL_LIMITED.search(clause):
            continue
        for pattern, demands in (*_limit_words(), *_demand_words()):
            if any(not _CAN.search(clause, 0, word.start()) for word in pattern.finditer(clause)):
                found |= demands
    return frozenset(found)


@lru_cache(maxsize=16384)
def _read_clause(clause: str) -> DemandReading | None:
    """What one clause says, mostly nothing (None); postings say the same in most clauses."""
    found: set[Demand] = set()
    if _COLOUR_BLIND.search(clause) and not _ALL_WELCOME.search(clause):
        found.add(Demand.COLOUR_VISION)  # asked for by turning people away: 色盲勿扰, 无色弱
    for pattern, demands in _demand_words():
        if any(not _NOT_DEMANDED.search(clause, 0, word.start()) for word in pattern.finditer(clause)):
            found |= demands
    seated = _SEATED.search(clause) is not None
    demands = frozenset(found - {Demand.STANDING} if seated else found)
    return DemandReading(demands, seated) if demands or seated else None


def _clauses(text: str | None) -> list[str]:
    return [clause for clause in _CLAUSES.split(normalise(text or "").lower()) if clause]


@cache
def _demand_words() -> Words:
    return _read_words("demand_words.csv")


@cache
def _limit_words() -> Words:
    return _read_words("limit_words.csv")


def _read_words(table: str) -> Words:
    return tuple(
        (re.compile(words), frozenset(Demand(name) for name in demands.split()))
        for demands, words in read_table(table)
    )
