"""What a posting says of the pay during probation, which the law holds to 80 % (劳动合同法 20)."""

import re
from dataclasses import dataclass

from matcher.text.normalise import normalise
from matcher.text.numbers import read_number

LOWEST_SHARE = 80
"""Per cent of the agreed wage that is due during probation at least."""

_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", start=1)}
_DURING = r"试用期?(?:内|间|期间)?的?|probation(?:ary)?(?: period)?(?:'s)?"
_PAY = r"(?:基本|税前|综合)?(?:工资|薪资|薪酬|薪水|月薪|底薪|待遇|报酬|pay|wages?|salary)"
_OF = r"(?:标准|发放)?(?:为|是|按照?|发|给|打|:|is|of|at)?"
_WHOLE = r"(?:正式|转正后?|约定|全额|岗位|基本)?(?:工资|薪资|薪酬|月薪|底薪)?(?:标准)?的?"
_SHARE = re.compile(
    rf"(?:{_DURING})\s*(?:{_PAY})?\s*{_OF}\s*{_WHOLE}\s*"
    r"(?:(?P<percent>\d{1,3}(?:\.\d+)?)\s*(?:%|percent)|百分之(?P<tens>[一二三四五六七八九])十(?P<ones>[一二三四五六七八九])?"
    r"|(?P<tenths>[一二三四五六七八九1-9])(?:\.?(?P<hundredths>[五5]))?\s*折)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    rf"(?:{_DURING})\s*{_PAY}\s*{_OF}\s*(?:cny|rmb|[¥￥])?\s*(?P<amount>\d{{3,6}}(?!\d|\s*%|\.\d|\s*元?\s*[/每]?\s*[天日小时]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ProbationPay:
    """Pay during probation, as a share of the agreed wage in per cent or in CNY a month; and the words."""

    words: str
    percent: float | None = None
    amount: int | None = None

    def is_lawful(self, wage: int | None) -> bool:
        """Whether it is at least 80 % of `wage`, CNY a month; an amount is, where the wage is unknown."""
        if self.percent is not None:
            return self.percent >= LOWEST_SHARE
        return self.amount is None or wage is None or self.amount * 100 >= wage * LOWEST_SHARE


def find_probation_pay(text: str | None) -> ProbationPay | None:
    """The first pay during probation that a text states; None where it states none."""
    words = normalise(text or "")
    if found := _SHARE.search(words):
        return ProbationPay(found[0], percent=_percent(found))
    if found := _AMOUNT.search(words):
        return ProbationPay(found[0], amount=int(found["amount"]))
    return None


def _percent(found: re.Match[str]) -> float:
    if found["percent"]:
        return read_number(found["percent"]) or 0.0
    if found["tens"]:
        return 10.0 * _DIGITS[found["tens"]] + _DIGITS.get(found["ones"] or "", 0)
    tenths = _DIGITS.get(found["tenths"]) or int(found["tenths"])
    return 10.0 * tenths + (5.0 if found["hundredths"] else 0.0)
