"""A student as officers tell of one: who it is, strictly; everything else as far as it can be read."""

from datetime import date
from typing import ClassVar

from api.schemas.base import Columns, RegistrySchema, Told, Words
from api.schemas.identity import Code, IdNumber, PersonName, Phone
from api.schemas.known_words import read_hardship, read_state, says_in_school
from api.schemas.problems import ProblemCode
from api.schemas.readings import (
    LONG,
    SHORT,
    Day,
    Graduation,
    Place,
    Places,
    Reading,
    YesNo,
    certificate_columns,
    says_none,
)
from matcher.text.demands import read_limits
from matcher.text.education import parse_completion, parse_education
from matcher.text.majors import read_majors
from matcher.text.skills import read_skills
from matcher.text.wages import parse_wage
from matcher.vocabulary import Completion, Education

_HEALTHY = ("健康", "良好", "正常", "无", "没有", "none", "healthy")


class HardshipWords(Told):
    """Why the student is in the programme: at least one category must be known."""

    def read(self, words: str) -> Columns:
        """Columns: hardship (codes), hardship_words."""
        self.refuse_longer(words, SHORT)
        categories, unknown = read_hardship(words)
        if not categories:
            self.refuse(ProblemCode.HARDSHIP_UNKNOWN, words=list(unknown))
        if unknown:
            self.object_to(ProblemCode.HARDSHIP_UNKNOWN, words=list(unknown))
        return {"hardship": [category.value for category in categories], "hardship_words": words}


def _state(words: str) -> Columns | None:
    state = read_state(words)
    if state is None and says_in_school(words):
        return {"state": None, "completion": Completion.IN_SCHOOL}
    return None if state is None else {"state": state}


def _education(words: str) -> Columns | None:
    level = parse_education(words)
    return None if level in {None, Education.ANY} else {"education": level}


def _completion(words: str) -> Columns | None:
    completion = parse_completion(words)
    if completion is None:
        return {} if "应届" in words else None  # 应届 leaves it to the date
    return {"completion": completion}


def _majors(words: str) -> Columns | None:
    reading = read_majors(words)
    columns: Columns = {"majors": sorted(reading.majors), "fields": sorted(reading.fields)}
    return columns if reading.majors or reading.fields or says_none(words) else None


def _skills(words: str) -> Columns:
    return {"skills": [] if says_none(words) else sorted(read_skills(words).skills)}


def _wage_floor(words: str) -> Columns | None:
    wage = parse_wage(words)
    if wage is None:
        return {"wage_floor": None} if says_none(words) else None
    return {"wage_floor": wage.low if wage.low is not None else wage.high}


def _limits(words: str) -> Columns | None:
    limits = sorted(demand.value for demand in read_limits(words))
    healthy = any(word in words.casefold() for word in _HEALTHY)
    return {"limits": limits} if limits or healthy else None


class StudentSchema(RegistrySchema):
    """One student, told in the fields of the registry file."""

    none_is_an_answer: ClassVar[frozenset[str]] = frozenset(
        {
            "major",
            "skills",
            "experience",
            "certificates",
            "wage_floor",
            "wished_places",
            "needs_dormitory",
            "may_relocate",
            "limits",
        }
    )

    name = PersonName(required=True)
    id_number = IdNumber(required=True)
    phone = Phone("phone")
    place = Place("place", "address")
    hardship = HardshipWords(required=True)
    hardship_from = Day("hardship_from")
    hardship_to = Day("hardship_to", end_of_period=True)
    household = Code("household", limit=64)
    head = Words("head", limit=50)
    guardian = Words("guardian", limit=50)
    guardian_phone = Phone("guardian_phone")
    state = Reading("state_words", _state, {"state": None}, ProblemCode.STATE_UNKNOWN)
    education = Reading("education_words", _education, {"education": None}, ProblemCode.EDUCATION_UNKNOWN)
    completion = Reading(
        "completion_words", _completion, {"completion": None}, ProblemCode.COMPLETION_UNKNOWN
    )
    school = Words("school")
    major = Reading("major_words", _majors, {"majors": [], "fields": []}, ProblemCode.MAJOR_UNKNOWN)
    graduation = Graduation()
    skills = Reading("skills_words", _skills, {}, ProblemCode.TEXT_TOO_LONG, limit=2000)
    experience = Words("experience", limit=LONG)
    certificates = Reading(
        "certificates_words", certificate_columns, {"certificates": []}, ProblemCode.CERTIFICATE_UNKNOWN
    )
    wishes = Words("wished_words", limit=SHORT)
    wage_floor = Reading("wage_words", _wage_floor, {"wage_floor": None}, ProblemCode.WAGE_UNREADABLE)
    wished_places = Places("wished_places", "wished_places_words")
    needs_dormitory = YesNo("needs_dormitory")
    may_relocate = YesNo("may_relocate")
    limits = Reading("limits_words", _limits, {"limits": None}, ProblemCode.LIMITS_UNKNOWN)
    note = Words("note", limit=LONG)

    def check(self, columns: Columns) -> None:
        """Ends come after beginnings; a head belongs to a household that has a number.

        Who is told to have graduated on a day to come stays graduated, with a warning.
        """
        graduation = columns.get("graduation")
        if (
            columns.get("completion") is Completion.GRADUATED
            and isinstance(graduation, date)
            and graduation > self.today
        ):
            self.warn("completion", ProblemCode.COMPLETION_DATE_CONFLICT, graduation=graduation.isoformat())
        since, until = columns.get("hardship_from"), columns.get("hardship_to")
        if since is not None and until is not None and since > until:  # type: ignore[operator]
            self.object_to("hardship_to", ProblemCode.DATES_CROSSED)
            del columns["hardship_to"]
        if "head" in columns and "household" not in columns:
            self.object_to("head", ProblemCode.HOUSEHOLD_UNNUMBERED)
            del columns["head"]
