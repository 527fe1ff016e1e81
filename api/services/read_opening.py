"""What an opening says between the lines: read from all its words, for an import and a post alike."""

import re
from collections.abc import Iterator, Sequence

from api.schemas.base import Columns
from api.schemas.known_words import offers_lodging, read_board
from matcher.eligibility import ADULT_AGE
from matcher.text.certificates import read_certificates
from matcher.text.demands import read_demands
from matcher.text.education import parse_education
from matcher.text.experience import parse_experience
from matcher.text.hazards import find_hazards, read_hazards, read_minimum_age
from matcher.text.occupations import code_titles
from matcher.text.profiles import profile
from matcher.text.skills import find_skills, read_skills
from matcher.text.titles import is_internship

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
"""Columns that `complete_opening` reads: those that a row does not tell are taken from the stored opening."""

_BOARD_BESIDE_WAGE = re.compile(r"[吃食餐饭住宿]")


def complete_opening(columns: Columns) -> Columns:
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
    everything = "。".join(text for text in (title, tags, duties, shifts) if text)
    completed: Columns = {
        "skills": sorted(reading.skills | find_skills(title) | find_skills(duties)),
        "internship": is_internship(title, tags),
        "duties_profile": profile(duties).to_bytes() if duties else None,
        "demands": sorted(demand.value for demand in read_demands(everything)),
        "hazards": _hazards(_text(columns, "hazards_words"), everything),
        "minimum_age": max((age for age in _ages(columns, title, tags, duties)), default=None),
        **_board(columns, offered, duties),
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


def code_occupations(titles: Sequence[str]) -> list[Columns]:
    """Occupation and confidence of each title, all at once."""
    return [
        {"occupation": coding.code, "occupation_confidence": coding.confidence if coding.code else 0.0}
        for coding in code_titles(titles)
    ]


def _text(columns: Columns, name: str) -> str:
    value = columns.get(name)
    return value if isinstance(value, str) else ""


def _ages(columns: Columns, *texts: str) -> Iterator[int]:
    told = columns.get("minimum_age")
    if isinstance(told, int):
        yield told
    for text in texts:
        age = read_minimum_age(text) if text else None
        if age is not None:
            # A stray "25-35" is a taste, not a rule; that only adults may come is one that the law knows.
            yield min(age, ADULT_AGE)


def _hazards(declared_words: str, everything: str) -> list[str] | None:
    """Hazards declared and those that the other words tell of; None where neither says anything."""
    declared, told = read_hazards(declared_words), find_hazards(everything)
    if declared is None and not told:
        return None
    return sorted(hazard.value for hazard in (declared or frozenset()) | told)


def _board(columns: Columns, benefits: Sequence[str], duties: str) -> Columns:
    """Board and lodging: the opening's own words for it, then what benefits, wage and duties offer."""
    board, lodging = read_board(_text(columns, "board_words")) if "board_words" in columns else (None, None)
    for word in benefits:
        with_board, with_lodging = read_board(word)
        board = board if board is not None else with_board
        lodging = lodging if lodging is not None else with_lodging
    if lodging is None and offers_lodging(duties):
        lodging = True
    return {"board": board, "lodging": lodging}
