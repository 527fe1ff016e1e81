"""A record as a form: each field with its words as a cell of the registry file would hold them.

What one reads there can be posted back as it stands; the services that take it read it as an import does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

from api.i18n import marked, reader_locale, say
from api.presenters.findings import finding_sentence
from api.presenters.opening_files import Piece, marked_words
from api.presenters.problems import field_label
from api.presenters.words import COMPLETION, HARDSHIPS, education_name, state_name
from api.registry_files.columns import REQUIRED, RegistryKind, columns
from api.registry_files.guidance import CHOICES, YES_NO, guidance
from api.schemas.known_words import read_hardship, read_state
from api.schemas.posting_law import element_fields
from api.schemas.problems import Finding
from api.services.openings.told_opening import told_of
from api.services.registry import edit_household
from api.services.registry.changed_since import Change, stale_field
from api.services.registry.edit_student import DISTRICTS
from api.services.registry.told_company import told_of_company
from api.services.registry.told_student import told_of_student
from matcher.text.education import parse_completion, parse_education
from matcher.vocabulary import Completion
from models.base import Versioned
from models.company import Company
from models.opening import Opening
from models.principal import Principal
from models.student import Student


class Widget(StrEnum):
    """How a field is filled in; the choices of a text are suggestions."""

    TEXT = "text"
    LINES = "lines"  # several of them
    DAY = "day"  # YYYY-MM-DD
    CHOICE = "choice"  # one of the choices, which begin with a blank
    SEVERAL = "several"  # some of the choices, posted with 、 between them
    YES_NO = "yes_no"  # yes, no or unknown, as choices


@dataclass(frozen=True, slots=True)
class Choice:
    """A word that a field takes, and what it means in the reader's language."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: what it holds, how it is filled in, and what is wrong with it."""

    name: str
    label: str
    words: str
    widget: Widget
    choices: tuple[Choice, ...]
    help: str
    example: str
    required: bool
    editable: bool
    error: str = ""
    quoted: tuple[Piece, ...] = ()
    """The words again, those marked that the law forbids; none where there are no such."""


@dataclass(frozen=True, slots=True)
class RecordForm:
    """The fields in the order of the registry file, of a version of the record; None of a new one."""

    version: int | None
    fields: tuple[FormField, ...]
    errors: tuple[str, ...] = ()
    """What is wrong with none of the fields."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields: what whoever sees the form has seen."""
        return tuple(field.name for field in self.fields)

    def refused(self, posted: Mapping[str, str], findings: Sequence[Finding]) -> Self:
        """The form as it was posted, with what is wrong with it."""
        about: dict[str, list[Finding]] = {}
        for finding in findings:
            about.setdefault(finding.field, []).append(finding)
        filled = tuple(
            _refused(field, posted.get(field.name, field.words), about.pop(field.name, ()))
            for field in self.fields
        )
        rest = tuple(finding_sentence(each) for others in about.values() for each in others)
        return replace(self, fields=filled, errors=rest)


def student_form(student: Student | None, who: Principal, today: date) -> RecordForm:
    """A student's record, or a new one; officers of a street leave some fields to the district."""
    if student is None:
        others, told = frozenset(edit_household.FIELDS), dict[str, str]()
    else:
        others, told = DISTRICTS, told_of_student(student, today)
    closed = others if who.area is not None else _NONE
    return _form(RegistryKind.STUDENTS, student, told, closed=closed)


def company_form(company: Company | None) -> RecordForm:
    """A company's record, or a new one."""
    told = told_of_company(company) if company else {}
    return _form(RegistryKind.COMPANIES, company, told)


def opening_form(opening: Opening | None) -> RecordForm:
    """An opening, or a new one; the company's own number for it stays what it is."""
    told = {field: str(cell) for field, cell in told_of(opening).items()} if opening else {}
    closed = frozenset({"external_ref"}) if opening else _NONE
    return _form(RegistryKind.OPENINGS, opening, told, closed=closed)


def own_opening_form(opening: Opening | None, told: Mapping[str, str]) -> RecordForm:
    """A company's own opening, or a new one, that begins with the words `told`; a number once given stays."""
    closed = frozenset({"external_ref"}) if opening and opening.external_ref else _NONE
    form = _form(RegistryKind.OPENINGS, opening, told, closed=closed)
    return replace(form, fields=tuple(map(_numbered, form.fields)))


def change_sentence(kind: RegistryKind, change: Change) -> str:
    """What somebody else has changed of a record meanwhile."""
    said = finding_sentence(stale_field(change))
    if not change.field:
        return said
    return say(marked("%(field)s: %(said)s"), field=field_label(kind, change.field), said=said)


_WIDGETS: Mapping[tuple[RegistryKind, str], Widget] = {
    (RegistryKind.STUDENTS, "hardship"): Widget.SEVERAL,
    (RegistryKind.STUDENTS, "hardship_from"): Widget.DAY,
    (RegistryKind.STUDENTS, "hardship_to"): Widget.DAY,
    (RegistryKind.STUDENTS, "education"): Widget.CHOICE,
    (RegistryKind.STUDENTS, "completion"): Widget.CHOICE,
    (RegistryKind.STUDENTS, "needs_dormitory"): Widget.YES_NO,
    (RegistryKind.STUDENTS, "may_relocate"): Widget.YES_NO,
    (RegistryKind.STUDENTS, "experience"): Widget.LINES,
    (RegistryKind.STUDENTS, "note"): Widget.LINES,
    (RegistryKind.COMPANIES, "joined"): Widget.DAY,
    (RegistryKind.OPENINGS, "valid_to"): Widget.DAY,
    (RegistryKind.OPENINGS, "published"): Widget.DAY,
    (RegistryKind.OPENINGS, "duties"): Widget.LINES,
}
"""Fields that are no single line of text."""

_MEANINGS: Mapping[str, Callable[[str], str]] = {
    "hardship": lambda word: say(HARDSHIPS[read_hardship(word)[0][0]]),
    "state": lambda word: state_name(read_state(word)),
    "education": lambda word: education_name(parse_education(word)),
    "completion": lambda word: say(COMPLETION[Completion(str(parse_completion(word)))]),
}
"""Field → what a word that it knows means, for whoever does not read it."""

_NONE = frozenset[str]()
_ELSEWHERE = {RegistryKind.OPENINGS: frozenset({"company", "uscc", "industry", "size"})}
"""Columns of a list that a form of one record does not have."""

_REQUIRED: Mapping[RegistryKind, frozenset[str]] = {
    RegistryKind.STUDENTS: frozenset(field for group in REQUIRED[RegistryKind.STUDENTS] for field in group),
    RegistryKind.COMPANIES: frozenset(field for group in REQUIRED[RegistryKind.COMPANIES] for field in group),
    RegistryKind.OPENINGS: frozenset({"title", *element_fields()}),
}

_HELP = {  # where a form wants something else than a list does
    (RegistryKind.STUDENTS, "id_number"): marked("18 characters, as on the identity card"),
    (RegistryKind.STUDENTS, "name"): marked("As on the identity card"),
    (RegistryKind.STUDENTS, "hardship"): marked("Why the programme helps; several may hold"),
    (RegistryKind.STUDENTS, "state"): marked(
        "Where the student stands now; the reason may follow: 暂不就业（备考）"
    ),
    (RegistryKind.OPENINGS, "external_ref"): marked("The company's own number, if it has one"),
    (RegistryKind.OPENINGS, "headcount"): marked("How many are wanted"),
    (RegistryKind.OPENINGS, "title"): marked("What the work is called; without sex or other unlawful limits"),
    (RegistryKind.OPENINGS, "place"): marked("District or street"),
    (RegistryKind.OPENINGS, "valid_to"): marked("The last day on which it is open"),
}


def _form(
    kind: RegistryKind, row: Versioned | None, told: Mapping[str, str], *, closed: frozenset[str] = _NONE
) -> RecordForm:
    names = [column.field for column in columns(kind) if column.field not in _ELSEWHERE.get(kind, ())]
    return RecordForm(
        None if row is None else row.version,
        tuple(_field(kind, name, told.get(name, ""), editable=name not in closed) for name in names),
    )


def _field(kind: RegistryKind, name: str, words: str, *, editable: bool) -> FormField:
    about = guidance(kind)[name]
    plain = about.en if reader_locale() == "en" else about.zh
    return FormField(
        name=name,
        label=field_label(kind, name),
        words=words,
        widget=_WIDGETS.get((kind, name), Widget.TEXT),
        choices=_choices(kind, name, words),
        help=say(_HELP[kind, name]) if (kind, name) in _HELP else plain,
        example=about.example,
        required=name in _REQUIRED[kind],
        editable=editable,
    )


def _numbered(field: FormField) -> FormField:
    """The field of the number, which a company has to give."""
    if field.name != "external_ref":
        return field
    about = marked("A number of your own, by which programs know the opening too; it stays as it is")
    return replace(field, help=say(about), required=field.editable)


def _refused(field: FormField, words: str, findings: Sequence[Finding]) -> FormField:
    pieces = marked_words(words, findings)
    return replace(
        field,
        words=words,
        error=" ".join(map(finding_sentence, findings)),
        quoted=tuple(pieces) if any(wrong for _, wrong in pieces) else (),
    )


def _choices(kind: RegistryKind, name: str, words: str) -> tuple[Choice, ...]:
    """The words that a field knows; where one of them is chosen, also what the record holds instead."""
    known = [Choice(word, _meaning(name, word)) for word in CHOICES.get((kind, name), ())]
    if _WIDGETS.get((kind, name)) not in (Widget.CHOICE, Widget.YES_NO):
        return tuple(known)
    if words and words not in {choice.value for choice in known}:
        known.insert(0, Choice(words, words))
    return (Choice("", say(marked("unknown"))), *known)


def _meaning(name: str, word: str) -> str:
    """A word of a list in the reader's language."""
    if word in YES_NO:
        return say(marked("yes")) if word == YES_NO[0] else say(marked("no"))
    return _MEANINGS[name](word) if name in _MEANINGS and reader_locale() == "en" else word
