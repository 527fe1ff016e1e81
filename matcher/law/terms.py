"""Minimum wages, the longest probation, and deposits: what the law says of an opening's terms."""

import math
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from matcher.reference.divisions import ancestors
from matcher.reference.tables import read_table
from matcher.text.normalise import normalise
from matcher.text.numbers import NUMBER, read_number

_MONTHS_OF = {"年": 12.0, "月": 1.0, "周": 7 / 30, "天": 1 / 30, "日": 1 / 30}
_MONTHS_OF |= {"year": 12.0, "month": 1.0, "week": 7 / 30, "day": 1 / 30}
_UNIT = r"(?:个|整)?(?P<half>半)?(?P<unit>年|月|周|天|日|years?|months?|weeks?|days?)(?P<and_half>半)?"
_TERM = re.compile(rf"(?P<low>{NUMBER})(?:个?[年月周天])?(?:\s*[-~—–至到]\s*(?P<high>{NUMBER}))?\s*{_UNIT}")
_OPEN_ENDED = re.compile(
    r"(?:无|不)固定期|永久|open[- ]ended|permanent|indefinite|no fixed term", re.IGNORECASE
)
_PROBATION = re.compile(r"试用期?|probation", re.IGNORECASE)
_NO_PROBATION = re.compile(
    r"(?:无|没有|免|不设|不约定)\s*试用|^\s*(?:无|没有|none|no|0)\s*$|no probation", re.IGNORECASE
)

# 劳动合同法, article 9: no security, and nothing collected under any other name.
_FEE = r"(?:服装|工装|工作服|培训|报名|建档|中介|介绍|入职|资料|体检|办证|管理)费"
_DEPOSIT = re.compile(
    r"(?:服装|工装|住宿|宿舍|入职|风险|抵押|饭卡|工牌|钥匙|车辆|设备)?(?:押金|保证金|抵押金|风险金)"
    rf"|(?<=[交缴收扣付需]){_FEE}|{_FEE}(?=用?(?:自理|自付|自费|\d))"
    r"|押(?:一个月|半个月|\d+天)?工资|(?:扣押?|押|收取?)身份证(?!复印)|压身份证"
)
_MONEY = re.compile("[押金费证]")  # most texts hold none of these, and are done with at once
_NOT_ASKED = re.compile(
    r"(?:无|不|免|零|没有?|非|拒|退|0元?)(?:需要?|用|必|会|收取?|交纳?|缴纳?|要|任何|一切|扣|存在|含|得)*(?:任何|一切|其他)?"
    r"[^,。;!需须要交缴收]{0,6}$"
)
# Money of guests, tenants, bidders … is somebody's work, not the applicant's deposit.
_OF_OTHERS = re.compile(
    r"客|租|投标|招标|履约|负责|办理|管理|核对|会员|期货|工程|保函|供应商|贷|平台|财务|审核|登记|合同|报销|承担|补贴"
)
_CLAUSES = re.compile(r"[,。;!?\s]+")


#: Minimum wages that an instance knows better than the table: CNY a month by division, or for EVERYWHERE.
LocalWages = Mapping[str, int]
EVERYWHERE = ""
NO_LOCAL_WAGES: LocalWages = MappingProxyType({})


def minimum_wage(place: str | None, local: LocalWages = NO_LOCAL_WAGES) -> int | None:
    """Lowest lawful wage at a division, CNY a month; None where neither `local` nor the table knows one.

    Where the table does not tell a province's tiers apart, it is the lowest tier: nothing lawful is below it.
    """
    around = (place, *ancestors(place)) if place else ()
    for division in (*around, EVERYWHERE):
        if division in local:
            return local[division]
    wages = _minimum_wages()
    prefixes = ((place or "")[:length] for length in (6, 4, 2))
    return next((wages[prefix] for prefix in prefixes if prefix in wages), None)


def probation_limit_months(contract_months: int | None, no_fixed_term: bool = False) -> int | None:
    """Longest lawful probation for a contract (劳动合同法 19); None when its term is unknown."""
    limits = _probation_limits()
    if no_fixed_term:
        return limits[-1][1]
    if contract_months is None:
        return None
    return next(limit for months, limit in reversed(limits) if contract_months >= months)


def longest_probation_months() -> int:
    """Longest lawful probation, whatever the contract."""
    return max(limit for _months, limit in _probation_limits())


def parse_contract_months(text: str | None) -> int | None:
    """Whole months of a contract's term, the shortest of a range; None when unknown or not fixed."""
    terms = _terms(normalise(text or "").lower())
    return math.floor(min(terms) + 0.01) if terms and not is_open_ended(text) else None


def is_open_ended(text: str | None) -> bool:
    """Whether a contract is said to have no fixed term."""
    return _OPEN_ENDED.search(normalise(text or "")) is not None


def parse_probation_months(text: str | None) -> int | None:
    """Months of probation, rounded up, the longest of a range; 0 when there is none, None when unknown."""
    words = normalise(text or "").lower()
    if _NO_PROBATION.search(words):
        return 0
    named = _PROBATION.search(words)
    terms = _terms(words[named.end() :]) if named else []
    terms = terms or _terms(words)
    return math.ceil(max(terms) - 0.01) if terms else None


def finds_deposit(text: str | None) -> str | None:
    """The first words that ask an applicant for a deposit, a fee or an identity card; None when none do."""
    words = normalise(text or "")
    if not _MONEY.search(words):
        return None
    for clause in _CLAUSES.split(words):
        for found in _DEPOSIT.finditer(clause):
            before = clause[: found.start()]
            if not _NOT_ASKED.search(before) and not _OF_OTHERS.search(clause):
                return found[0]
    return None


def _terms(words: str) -> list[float]:
    """Lengths of the first duration of a text, in months: one, or the two ends of a range."""
    found = _TERM.search(words)
    if not found:
        return []
    unit = _MONTHS_OF[found["unit"].rstrip("s")]
    ends = [read_number(end) for end in (found["low"], found["high"]) if end]
    half = 0.5 if found["half"] or found["and_half"] else 0.0
    return [(end + half) * unit for end in ends if end is not None]


@cache
def _minimum_wages() -> dict[str, int]:
    return {place: int(amount) for place, amount, *_ in read_table("minimum_wage.csv")}


@cache
def _probation_limits() -> tuple[tuple[int, int], ...]:
    return tuple((int(months), int(limit)) for months, limit, _article in read_table("probation_limits.csv"))
