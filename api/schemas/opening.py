"""An opening as companies and officers tell of one: what it asks, what it offers, and what it may not say."""

import re
from datetime import date
from functools import lru_cache
from typing import ClassVar

from marshmallow import ValidationError

from api.schemas.base import Channel, Columns, RegistrySchema, Told, Words
from api.schemas.cells import Cell, cell_words, code_words
from api.schemas.company import CompanyName
from api.schemas.identity import Code, CreditCode
from api.schemas.known_words import read_board
from api.schemas.posting_law import DEFAULT_HEADCOUNT, missing_elements, unlawful_terms
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.readings import LONG, SHORT, Day, Place, Reading, certificate_columns, says_none
from matcher.law.child_labour import read_child_age
from matcher.law.discrimination import Finding as Discrimination
from matcher.law.discrimination import remove_discrimination
from matcher.law.terms import (
    NO_LOCAL_WAGES,
    LocalWages,
    is_open_ended,
    parse_contract_months,
    parse_probation_months,
)
from matcher.text.education import parse_education
from matcher.text.experience import parse_experience
from matcher.text.hazards import finds_upper_age, read_hazards, read_minimum_age
from matcher.text.majors import read_majors
from matcher.text.normalise import fold
from matcher.text.numbers import NUMBER, read_number
from matcher.text.places import resolve_place
from matcher.text.skills import read_skills
from matcher.text.wages import parse_wage
from matcher.vocabulary import OpeningStatus

POSTING_WORDS = frozenset(
    {
        "title",
        "wage",
        "education",
        "majors",
        "experience",
        "skills",
        "certificates",
        "board",
        "shifts",
        "duties",
    }
)
TITLE_LIMIT = 100
MOST_HEADS = 9999
MOST_MONTHS = 1200  # a longer contract or probation is a slip of the pen
FILLED_BY_COMPANY = "FILLED_BY_COMPANY"
"""Why an opening is closed: the company says that it wants nobody any more."""

_HEADS = re.compile(rf"({NUMBER})(?:[-~—–至到]{NUMBER})?(?:人|名|个|位|people|persons?)?(?:以上|左右)?")
_ALLOWANCE = re.compile(r"补|津贴|allowance", re.I)  # money for meals or rent is neither
_SOME_HEADS = re.compile(r"若干|不限|多名|数名|several", re.I)
_NOBODY = re.compile(
    r"[0零](?:人|名|个|位)?|(?:已经?|人员?)*(?:招满|满员|招齐|招够|停招|停止招[聘工]|暂停招[聘工]|结束招[聘工])了?"
    r"|不招了?|filled|closed"
)
_UPPER_AGE = re.compile(
    r"\d(?:周?岁)?[-~—–至到]\d{2}|以[下内]|之内|不超过|不[高大]于|小于|低于|under|below|[≤<]", re.I
)
_NOT_UNDER = re.compile(r"不得?(?:小于|低于)")


class Title(Told):
    """The title of an opening, and the key by which equal titles are known."""

    def __init__(self) -> None:
        super().__init__(required=True)

    def read_cell(self, cell: Cell) -> Columns:
        """Columns: title, title_key."""
        title = " ".join(self.schema.lawful("title", cell_words(cell)).split())
        self.refuse_longer(title, TITLE_LIMIT)
        if not any(letter.isalpha() for letter in title):
            self.refuse(ProblemCode.TITLE_UNREADABLE)
        shut_out = finds_upper_age(title)
        if shut_out is not None:
            self.warn(ProblemCode.AGE_UPPER_IN_TITLE, words=shut_out)
        return {"title": title, "title_key": fold(title)}


class WorkPlace(Place):
    """Where the work is; places of one division that differ in their further words stay apart."""

    def __init__(self) -> None:
        super().__init__("place", "place_words")

    def read(self, words: str) -> Columns:
        """Columns: place, place_words, place_key."""
        columns = super().read(words)
        reading = resolve_place(words, self.schema.within)
        return {**columns, "place_key": f"{reading.code or ''}:{fold(reading.rest)}"}


class Headcount(Told):
    """How many are wanted; nobody (0, 已招满) takes the opening off the list."""

    def read(self, words: str) -> Columns:
        """Columns: headcount and headcount_stated, or status and status_reason; none when unreadable."""
        plain = code_words(words).casefold()
        told = _HEADS.fullmatch(plain)
        heads = read_number(told[1]) if told else None
        if heads is not None and heads.is_integer() and 1 <= heads <= MOST_HEADS:
            return {"headcount": int(heads), "headcount_stated": True}
        if _NOBODY.fullmatch(plain) and self.schema.channel is Channel.IMPORT:
            self.warn(ProblemCode.OPENING_TAKEN_OFF)
            return {"status": OpeningStatus.CLOSED, "status_reason": FILLED_BY_COMPANY}
        if _SOME_HEADS.search(plain):
            self.warn(ProblemCode.HEADCOUNT_ASSUMED, assumed=DEFAULT_HEADCOUNT)
            return {"headcount": DEFAULT_HEADCOUNT, "headcount_stated": False}
        self.object_to(ProblemCode.HEADCOUNT_UNREADABLE, assumed=DEFAULT_HEADCOUNT)
        return {}


class MinimumAge(Told):
    """The age from which one may do the work; an upper bound is ignored, with a warning."""

    def read(self, words: str) -> Columns:
        """Columns: minimum_age, absent when unreadable."""
        self.refuse_longer(words, SHORT)
        plain = code_words(words)
        child = read_child_age(words)
        if child is not None:  # what the law says of it is said with the other terms
            return {"minimum_age": child}
        if _UPPER_AGE.search(_NOT_UNDER.sub("", plain)):
            self.warn(ProblemCode.AGE_UPPER_IGNORED)
        elif read_minimum_age(words) is None and "岁" in words:
            self.object_to(ProblemCode.AGE_UNREADABLE)
            return {}
        return {"minimum_age": read_minimum_age(words)}


def _wage(words: str) -> Columns | None:
    wage = parse_wage(words)
    return None if wage is None else {"wage_low": wage.low, "wage_high": wage.high}


def _education(words: str) -> Columns | None:
    level = parse_education(words, required=True)
    return None if level is None else {"education": level}


def _majors(words: str) -> Columns | None:
    reading = read_majors(words)
    columns: Columns = {"majors": sorted(reading.majors), "fields": sorted(reading.fields)}
    return columns if reading.any or reading.majors or reading.fields or says_none(words) else None


def _experience(words: str) -> Columns | None:
    months = parse_experience(words)
    return None if months is None else {"experience_months": months}


def _board(words: str) -> Columns | None:
    board, lodging = read_board(words)
    # A column of benefits tells of insurance and holidays too, and need not tell of board.
    benefits = any(kind == "benefit" for _, kind in read_skills(words).other)
    unread = board is None and lodging is None and not benefits and not _ALLOWANCE.search(words)
    return None if unread else {"board": board, "lodging": lodging}


def _contract(words: str) -> Columns | None:
    months = parse_contract_months(words)
    if months is None:
        return {"contract_months": None} if is_open_ended(words) else None
    return {"contract_months": months} if months <= MOST_MONTHS else None


def _probation(words: str) -> Columns | None:
    months = parse_probation_months(words)
    return None if months is None or months > MOST_MONTHS else {"probation_months": months}


def _hazards(words: str) -> Columns | None:
    hazards = read_hazards(words)
    return None if hazards is None else {"hazards": sorted(hazard.value for hazard in hazards)}


@lru_cache(maxsize=4096)
def _lawful(words: str) -> tuple[str, list[Discrimination]]:
    return remove_discrimination(words)  # a list of openings says the same in most of its cells


def _refusal(field: str, found: Discrimination) -> Finding:
    place = {"start": found.start, "end": found.end}  # in the field's words, blanks around them taken off
    params = {"kind": found.kind, "words": found.words, "article": found.article, **place}
    return Finding(field, ProblemCode.DISCRIMINATION, Severity.ERROR, params)


class OpeningSchema(RegistrySchema):
    """One opening, told in the fields of the registry file.

    `absent` are the columns that the file does not have: what they leave unsaid is said once for the file.
    `minimum_wages` are those that the instance sets itself; `employer_known` says that a company posts
    for itself and need not say who it is.
    """

    none_is_an_answer: ClassVar[frozenset[str]] = frozenset(
        {"education", "majors", "experience", "certificates", "board", "hazards", "age", "probation"}
    )

    company = CompanyName()
    uscc = CreditCode()
    external_ref = Code("external_ref", limit=64)
    title = Title()
    headcount = Headcount()
    place = WorkPlace()
    wage = Reading("wage_words", _wage, {"wage_low": None, "wage_high": None}, ProblemCode.WAGE_UNREADABLE)
    education = Reading("education_words", _education, {"education": None}, ProblemCode.EDUCATION_UNKNOWN)
    majors = Reading("majors_words", _majors, {"majors": [], "fields": []}, ProblemCode.MAJOR_UNKNOWN)
    experience = Reading(
        "experience_words", _experience, {"experience_months": None}, ProblemCode.EXPERIENCE_UNREADABLE
    )
    skills = Words("skills_words", limit=2000)
    certificates = Reading(
        "certificates_words", certificate_columns, {"certificates": []}, ProblemCode.CERTIFICATE_UNKNOWN
    )
    board = Reading("board_words", _board, {"board": None, "lodging": None}, ProblemCode.YES_NO_UNREADABLE)
    shifts = Words("shifts", limit=SHORT)
    hazards = Reading("hazards_words", _hazards, {"hazards": None}, ProblemCode.HAZARDS_UNREADABLE)
    age = MinimumAge()
    contract = Reading(
        "contract_words", _contract, {"contract_months": None}, ProblemCode.DURATION_UNREADABLE
    )
    probation = Reading(
        "probation_words", _probation, {"probation_months": None}, ProblemCode.DURATION_UNREADABLE
    )
    valid_to = Day("valid_to", end_of_period=True)
    published = Day("published")
    duties = Words("duties", limit=LONG)
    industry = Words("company_industry")
    size = Words("company_size")

    def __init__(
        self,
        *,
        channel: Channel,
        today: date,
        within: str | None = None,
        absent: frozenset[str] = frozenset(),
        minimum_wages: LocalWages = NO_LOCAL_WAGES,
        employer_known: bool = False,
    ) -> None:
        super().__init__(channel=channel, today=today, within=within)
        self.absent = absent
        self.minimum_wages = minimum_wages
        self.employer_known = employer_known

    def lawful(self, field: str, words: str) -> str:
        """The words without what discriminates: refused on the API, taken out on an import."""
        strict = self.channel is Channel.API
        clean, found = _lawful(words) if field in POSTING_WORDS or strict else (words, [])
        if not found:
            return words
        if strict:
            raise ValidationError([_refusal(field, each) for each in found])
        for each in found:
            self.warn(
                field, ProblemCode.DISCRIMINATION, kind=each.kind, words=each.words, article=each.article
            )
        return clean.strip()

    def check(self, columns: Columns) -> None:
        """Who employs is said, and what the law asks of a posting."""
        if not self.employer_known and "name" not in columns and "uscc" not in columns:
            self.refuse("company", ProblemCode.REQUIRED, **{"or": "uscc"})
        said = {finding.field for finding in self.findings if finding.field == "headcount"}
        for field, code, params in missing_elements(columns):
            if self.channel is Channel.API:
                self.refuse(field, ProblemCode.ELEMENT_MISSING, element=field)
            elif field not in self.absent and field not in said:
                self.warn(field, code, **params)
        stated = columns.get("wage_low") is not None or columns.get("wage_high") is not None
        if self.channel is Channel.API and "wage_words" in columns and not stated:  # 面议 states no pay
            self.refuse("wage", ProblemCode.ELEMENT_MISSING, element="wage")
        valid_to = columns.get("valid_to")
        if self.channel is Channel.API and isinstance(valid_to, date) and valid_to < self.today:
            self.refuse("valid_to", ProblemCode.VALIDITY_PAST, today=self.today.isoformat())
        for field, code, params in unlawful_terms(columns, self.minimum_wages):
            self.object_to(field, code, **params)
