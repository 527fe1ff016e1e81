"""What a posting must state and may not promise, as checks on its columns."""

from collections.abc import Iterator, Mapping

from api.schemas.base import Columns
from api.schemas.problems import ProblemCode
from matcher.law.child_labour import ARTICLE, LOWEST_AGE, finds_child_labour
from matcher.law.probation_pay import LOWEST_SHARE, find_probation_pay
from matcher.law.terms import (
    NO_LOCAL_WAGES,
    LocalWages,
    finds_deposit,
    is_open_ended,
    longest_probation_months,
    minimum_wage,
    probation_limit_months,
)
from matcher.text.titles import is_internship

DEFAULT_HEADCOUNT = 1
VALIDITY_DAYS = 90

Complaint = tuple[str, ProblemCode, dict[str, object]]  # field, code, parameters

_ELEMENTS = {  # field → the column that holds it once told; 人力资源市场暂行条例 24
    "headcount": "headcount",
    "place": "place_words",
    "wage": "wage_words",
    "valid_to": "valid_to",
    "duties": "duties",
}

_TEXTS = {  # field → the column of the words in which terms may be told
    "title": "title",
    "wage": "wage_words",
    "skills": "skills_words",
    "board": "board_words",
    "shifts": "shifts",
    "contract": "contract_words",
    "probation": "probation_words",
    "duties": "duties",
}


def missing_elements(columns: Columns) -> Iterator[Complaint]:
    """The elements of a posting that nothing was told about, with what is assumed instead."""
    for field, column in _ELEMENTS.items():
        if column not in columns:
            yield missing_element(field)


def missing_element(field: str) -> Complaint:
    """What to say of an element that is missing."""
    if field == "headcount":
        return field, ProblemCode.HEADCOUNT_ASSUMED, {"assumed": DEFAULT_HEADCOUNT}
    if field == "valid_to":
        return field, ProblemCode.VALIDITY_ASSUMED, {"days": VALIDITY_DAYS}
    return field, ProblemCode.ELEMENT_MISSING, {"element": field}


def element_fields() -> tuple[str, ...]:
    """The fields of the elements that a posting must state, its employer and title apart."""
    return tuple(_ELEMENTS)


def unlawful_terms(columns: Columns, minimum_wages: LocalWages = NO_LOCAL_WAGES) -> Iterator[Complaint]:
    """Work for children, deposits; of employment, pay below the minimum, probation too long or badly paid."""
    texts = {
        field: str(columns[column]) for field, column in _TEXTS.items() if columns.get(column) is not None
    }
    lowest = columns.get("minimum_age")
    if isinstance(lowest, int) and lowest < LOWEST_AGE:
        yield "age", ProblemCode.CHILD_LABOUR, {"words": str(lowest), "article": ARTICLE}
    for field, text in texts.items():
        offer = finds_child_labour(text)
        if offer is not None:
            yield field, ProblemCode.CHILD_LABOUR, {"words": offer, "article": ARTICLE}
        words = finds_deposit(text)
        if words is not None:
            yield field, ProblemCode.DEPOSIT, {"words": words, "article": "劳动合同法 9"}
    if not is_internship(texts.get("title", ""), texts.get("skills")):
        yield from _low_pay(columns, minimum_wages)
        yield from _hard_probation(columns, texts)


def _low_pay(columns: Columns, minimum_wages: LocalWages) -> Iterator[Complaint]:
    wage = columns.get("wage_high") or columns.get("wage_low")
    place = columns.get("place")
    minimum = minimum_wage(place if isinstance(place, str) else None, minimum_wages)
    if isinstance(wage, int) and minimum is not None and wage < minimum:
        yield "wage", ProblemCode.WAGE_BELOW_MINIMUM, {"wage": wage, "minimum": minimum}


def _hard_probation(columns: Columns, texts: Mapping[str, str]) -> Iterator[Complaint]:
    probation, contract = columns.get("probation_months"), columns.get("contract_months")
    if isinstance(probation, int):
        limit = probation_limit_months(
            contract if isinstance(contract, int) else None, is_open_ended(texts.get("contract"))
        )
        limit = longest_probation_months() if limit is None else limit
        if probation > limit:
            params = {"months": probation, "limit": limit, "article": "劳动合同法 19"}
            yield "probation", ProblemCode.PROBATION_TOO_LONG, params
    wage = columns.get("wage_low")
    for field, text in texts.items():
        pay = find_probation_pay(text)
        if pay is not None and not pay.is_lawful(wage if isinstance(wage, int) else None):
            params = {"words": pay.words, "percent": LOWEST_SHARE, "article": "劳动合同法 20"}
            yield field, ProblemCode.PROBATION_PAY_TOO_LOW, params
