"""What an opening says between the lines: read from all its words, for an import and a post alike."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Self

from api.schemas.base import Columns
from api.schemas.known_words import offers_lodging, read_board
from matcher.eligibility import ADULT_AGE
from matcher.reference.occupations import UNCLASSIFIED
from matcher.text.certificates import read_certificates
from matcher.text.demands import DemandReading, read_demands
from matcher.text.education import parse_education
from matcher.text.experience import parse_experience
from matcher.text.hazards import find_hazards, read_hazards, read_minimum_age
from matcher.text.normalise import fold
from matcher.text.occupations import code_titles
from matcher.text.profiles import profile
from matcher.text.skills import find_skills, read_skills
from matcher.text.title_coder import Coding
from matcher.text.titles import is_internship
from matcher.vocabulary import Hazard

KEPT_WORDS = (
    "title",
    "skills_words",
    "duties",
    "shifts",
    "board_words",
    "wage_words",
    "education_words",
    "experience_words",
    "certificates_words",
    "hazards_words",
    "minimum_age",
)
"""Columns that `OpeningReader` reads: those that a row does not tell are taken from the stored opening."""

TEXTS_REMEMBERED = 8192
SURE = 1.0  # confidence of what an officer said

_BOARD_BESIDE_WAGE = re.compile(r"[吃食餐饭住宿]")


@dataclass(frozen=True, slots=True)
class _Conditions:
    """What a text says of the work's conditions, whichever column it stands in."""

    demands: DemandReading
    hazards: frozenset[Hazard]
    minimum_age: int | None

    @classmethod
    def of(cls, text: str) -> Self:
        return cls(read_demands(text), find_hazards(text), read_minimum_age(text))


@dataclass(frozen=True, slots=True)
class _Duties:
    """What the duties say of the work."""

    skills: frozenset[str]
    profile: bytes
    lodging: bool

    @classmethod
    def of(cls, text: str) -> Self:
        return cls(find_skills(text), profile(text).to_bytes(), offers_lodging(text))


class OpeningReader:
    """Reads the openings of one import or post; a text that they repeat is read once."""

    def __init__(self) -> None:
        self._conditions = lru_cache(TEXTS_REMEMBERED)(_Conditions.of)
        self._duties = lru_cache(TEXTS_REMEMBERED)(_Duties.of)
        self._skills_of_title = lru_cache(TEXTS_REMEMBERED)(find_skills)

    def complete(self, columns: Columns) -> Columns:
        """Columns that follow from the others: skills, lodging, demands, hazards, requirements among tags.

        A requirement among the tags (1年, 大专) counts only where the opening has no words of its own for it.
        """
        title, tags = _text(columns, "title"), _text(columns, "skills_words")
        duties, shifts = _text(columns, "duties"), _text(columns, "shifts")
        reading = read_skills(tags)
        asked = [word for word, kind in reading.other if kind == "requirement"]
        offered = [word for word, kind in reading.other if kind == "benefit"]
        wage = _text(columns, "wage_words")
        if _BOARD_BESIDE_WAGE.search(wage):  # 3500包吃住
            offered.append(wage)
        told = self._duties(duties)
        completed: Columns = {
            "skills": sorted(reading.skills | self._skills_of_title(title) | told.skills),
            "internship": is_internship(title, tags),
            "duties_profile": told.profile if duties else None,
            **_conditions(
                columns, [self._conditions(text) for text in (title, tags, duties, shifts) if text]
            ),
            **_board(columns, offered, promised=told.lodging),
        }
        if "education_words" not in columns:
            levels = (parse_education(word, required=True) for word in asked)
            completed["education"] = next((level for level in levels if level is not None), None)
        if "experience_words" not in columns:
            months = (parse_experience(word) for word in asked)
            completed["experience_months"] = next((each for each in months if each is not None), None)
        if "certificates_words" not in columns:
            completed["certificates"] = sorted(read_certificates(tags))
        return completed


def code_occupations(titles: Sequence[str], corrections: Mapping[str, str]) -> list[Columns]:
    """Occupation and confidence of each title, all at once; what officers said of a title is sure.

    `corrections` are occupation codes by folded title. Work that cannot be classified is unknown work.
    """
    return [
        _occupation(corrections.get(fold(title)), coding)
        for title, coding in zip(titles, code_titles(titles), strict=True)
    ]


def _occupation(said: str | None, found: Coding) -> Columns:
    code, confidence = (said, SURE) if said else (found.code, found.confidence)
    if code is None or code == UNCLASSIFIED:
        return {"occupation": None, "occupation_confidence": 0.0}
    return {"occupation": code, "occupation_confidence": confidence}


def _text(columns: Columns, name: str) -> str:
    value = columns.get(name)
    return value if isinstance(value, str) else ""


def _conditions(columns: Columns, told: Sequence[_Conditions]) -> Columns:
    """Demands, hazards and the lowest age: declared in columns of their own, and told by the other texts.

    Hazards are None where neither says anything.
    """
    declared = read_hazards(_text(columns, "hazards_words"))
    found = frozenset[Hazard]().union(*(each.hazards for each in told))
    demands = reduce(DemandReading.then, (each.demands for each in told)).demands
    # A stray "25-35" is a taste, not a rule; that only adults may come is one that the law knows.
    ages = [min(each.minimum_age, ADULT_AGE) for each in told if each.minimum_age is not None]
    own = columns.get("minimum_age")
    return {
        "demands": sorted(demand.value for demand in demands),
        "hazards": None
        if declared is None and not found
        else sorted(hazard.value for hazard in found.union(declared or ())),
        "minimum_age": max([*ages, own] if isinstance(own, int) else ages, default=None),
    }


def _board(columns: Columns, benefits: Sequence[str], *, promised: bool) -> Columns:
    """Board and lodging: the opening's own words for it, then what benefits, wage and duties offer."""
    board, lodging = read_board(_text(columns, "board_words")) if "board_words" in columns else (None, None)
    for word in benefits:
        with_board, with_lodging = read_board(word)
        board = board if board is not None else with_board
        lodging = lodging if lodging is not None else with_lodging
    if lodging is None and promised:
        lodging = True
    return {"board": board, "lodging": lodging}
