"""A student's record as a file to read; what is unknown is named."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from api.i18n import marked, say, say_list
from api.presenters.export_labels import LABELS
from api.presenters.student_export import YES_NO
from api.presenters.words import (
    COMPLETION,
    HARDSHIPS,
    certificate_names,
    day,
    demand_names,
    duration,
    education_name,
    money,
    occupation_name,
    place_name,
    short_place,
    skill_names,
    state_name,
)
from matcher.candidate import age_on
from matcher.reference.education import attained
from matcher.vocabulary import HardshipCategory
from models.hardship import Hardship
from models.student import Student

Document = dict[str, Any]

ALL = 100  # of a list, which is never so long
FIELDS = (
    *("name", "birth_date", "phone", "guardian", "guardian_phone", "place", "address", "state", "hardships"),
    *("education", "completion", "graduation", "school", "major", "skills", "certificates", "experience"),
    *("wishes", "wage_floor", "wished_places", "needs_dormitory", "may_relocate", "limits", "note"),
)
"""What a reader of the file sees; of the ID number only the ends, until it is asked for."""

IN_WORDS = frozenset(
    LABELS[name] for name in ("address", "skills_words", "skills_read", "experience", "wished_words")
)
"""What says once more, in words, what another row says: nobody misses it."""


def student_file(student: Student, today: date) -> Document:
    """The whole file; `rows` are label and words, `unknown` the labels of what nobody has told."""
    born = student.birth_date
    return {
        "ref": student.ref,
        "name": student.name,
        "state": {"code": student.state, "name": state_name(student.state)},
        "about": [each for each in (student.school, student.major_words) if each],
        "in_school": attained(None, student.completion, student.graduation, today).in_school,
        "age": say(marked("%(years)d years old"), years=age_on(born, today)),
        "id_number": masked(student.id_number),
        "household": student.household and student.household.number,
        "hardships": [_hardship(each, today) for each in _latest_first(student.hardships)],
        "sections": [
            _section(marked("The person"), _person(student)),
            _section(marked("Study"), _study(student)),
            _section(marked("Skills and experience"), _abilities(student)),
            _section(marked("Wishes"), _wishes(student)),
        ],
        "note": student.note,
        "version": student.version,
    }


def masked(id_number: str) -> str:
    """The ends of an ID number, enough to tell two people apart at a desk."""
    return f"{id_number[:3]} … {id_number[-2:]}"


def _hardship(hardship: Hardship, today: date) -> Document:
    """One hardship; `holds` on the day of reading, as far as the record says."""
    since, until = hardship.valid_from, hardship.valid_to
    begun = since is None or since <= today
    return {
        "name": say(HARDSHIPS[HardshipCategory(hardship.category)]),
        "words": hardship.words,
        "since": since and day(since),
        "until": until and day(until),
        "holds": begun and (until is None or until >= today),
    }


def _latest_first(hardships: Iterable[Hardship]) -> list[Hardship]:
    return sorted(hardships, key=lambda each: (each.valid_to or date.max, each.id), reverse=True)


def _section(title: str, told: Sequence[tuple[str, str | None]]) -> Document:
    missing = [say(label) for label, words in told if not words and label not in IN_WORDS]
    others = {words for label, words in told if label not in IN_WORDS}
    rows = [
        (say(label), words) for label, words in told if words and not (label in IN_WORDS and words in others)
    ]
    return {
        "title": say(title),
        "rows": rows,
        "unknown": say_list(missing, most=ALL),
    }


def _person(student: Student) -> list[tuple[str, str | None]]:
    return [
        (LABELS["birth_date"], day(student.birth_date)),
        (LABELS["phone"], student.phone),
        (LABELS["guardian"], student.guardian),
        (LABELS["guardian_phone"], student.guardian_phone),
        (LABELS["place"], place_name(student.place)),
        (LABELS["address"], student.address),
    ]


def _study(student: Student) -> list[tuple[str, str | None]]:
    level = student.education
    return [
        (LABELS["school"], student.school),
        (marked("Major"), student.major_words),
        (LABELS["education"], student.education_words if level is None else education_name(level)),
        (LABELS["completion"], say(COMPLETION[student.completion]) if student.completion else None),
        (LABELS["graduation"], day(student.graduation) if student.graduation else student.graduation_words),
    ]


def _abilities(student: Student) -> list[tuple[str, str | None]]:
    months = student.experience_months
    limits = None if student.limits is None else demand_names(student.limits) or say(marked("none"))
    return [
        (LABELS["skills"], skill_names(student.skills, most=ALL)),
        (LABELS["skills_words"], student.skills_words),
        (LABELS["skills_read"], skill_names(student.skills_read, most=ALL)),
        (LABELS["certificates"], certificate_names(student.certificates) or student.certificates_words),
        (marked("Experience"), None if months is None else duration(months)),
        (LABELS["experience"], student.experience),
        (LABELS["limits"], limits if limits is not None else student.limits_words),
    ]


def _wishes(student: Student) -> list[tuple[str, str | None]]:
    wished = [occupation_name(code) or code for code in student.wished_occupations]
    places = [short_place(code) or code for code in student.wished_places]
    floor = student.wage_floor
    return [
        (marked("Wished work"), say_list(wished, most=ALL)),
        (LABELS["wished_words"], student.wished_words),
        (marked("Lowest wage"), student.wage_words if floor is None else monthly(floor)),
        (LABELS["wished_places"], say_list(places, most=ALL) or student.wished_places_words),
        (LABELS["needs_dormitory"], _yes_no(student.needs_dormitory)),
        (LABELS["may_relocate"], _yes_no(student.may_relocate)),
    ]


def monthly(yuan: int) -> str:
    """A wage as people say it."""
    return say(marked("%(wage)s a month"), wage=money(yuan))


def _yes_no(answer: bool | None) -> str | None:
    return None if answer is None else say(YES_NO[answer])
