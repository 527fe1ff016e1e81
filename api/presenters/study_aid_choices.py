"""What an officer chooses from where study aid and relief are entered: codes and their names."""

from collections.abc import Mapping, Sequence
from datetime import date

from api.presenters.relief import PURPOSES
from api.presenters.student_acts import Choices, named_choices
from api.presenters.study_aid import SOURCES, term_name
from api.presenters.words import education_name
from api.registry_files.columns import RegistryKind
from api.registry_files.guidance import CHOICES
from matcher.text.education import parse_education
from models.school_calendar import SchoolCalendar, next_term

TERMS_BACK = 3  # years


def study_aid_choices(today: date, known: Sequence[str]) -> Mapping[str, Choices]:
    """The choices of each form about study aid; terms that are `known` need not be added."""
    levels = [(word, parse_education(word)) for word in CHOICES[RegistryKind.STUDENTS, "education"]]
    return {
        "terms": [(term, term_name(term)) for term in _terms_near(today) if term not in known],
        "levels": [(word, education_name(level)) for word, level in levels],
        "sources": named_choices(SOURCES),
    }


def relief_choices() -> Mapping[str, Choices]:
    """The choices of the form about relief."""
    return {"purposes": named_choices(PURPOSES)}


def _terms_near(today: date) -> list[str]:
    """The term that runs, the one that follows, and those of some years back, the latest first."""
    running = SchoolCalendar().term_of(today)
    term, before = SchoolCalendar().term_of(today.replace(year=today.year - TERMS_BACK, day=1)), list[str]()
    while term < running:
        before.append(term)
        term = next_term(term)
    return [running, next_term(running), *reversed(before)]
