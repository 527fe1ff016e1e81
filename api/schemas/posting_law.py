"""What a posting must state and may not promise, as checks on its columns."""

from collections.abc import Iterator

from api.schemas.base import Columns
from api.schemas.problems import ProblemCode
from matcher.law.terms import (
    NO_LOCAL_WAGES,
    LocalWages,
    finds_deposit,
    is_open_ended,
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
    """Pay below the minimum, probation too long, and deposits; the first two hold for employment only."""
    texts = {
        field: str(columns[field])
        for field in ("title", "skills_words", "board_words", "duties")
        if field in columns
    }
    for field, text in texts.items():
        words = finds_deposit(text)
        if words is not None:
            yield (
                field.removesuffix("_words"),
                ProblemCode.DEPOSIT,
                {"words": words, "article": "劳动合同法 9"},
            )
    if is_internship(texts.get("title", ""), texts.get("skills_words")):
        return
    wage = columns.get("wage_high") or columns.get("wage_low")
    place = columns.get("place")
    minimum = minimum_wage(place if isinstance(place, str) else None, minimum_wages)
    if isinstance(wage, int) and minimum is not None and wage < minimum:
        yield "wage", ProblemCode.WAGE_BELOW_MINIMUM, {"wage": wage, "minimum": minimum}
    probation, contract = columns.get("probation_months"), columns.get("contract_months")
    if isinstance(probation, int):
        limit = probation_limit_months(
            contract if isinstance(contract, int) else None,
            is_open_ended(str(columns.get("contract_words", ""))),
        )
        if limit is not None and probation > limit:
            yield (
                "probation",
                ProblemCode.PROBATION_TOO_LONG,
                {"months": probation, "limit": limit, "article": "劳动合同法 19"},
            )
