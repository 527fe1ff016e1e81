"""Openings as officers list them, and one opening as a file: as it was told, as it is read, what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from api.i18n import marked, say
from api.presenters.findings import finding_sentence
from api.presenters.openings import FLAGS, REASONS, STATES
from api.presenters.pages import envelope
from api.presenters.problems import field_label
from api.presenters.words import (
    certificate_names,
    closure_names,
    day,
    duration,
    education_name,
    occupation_name,
    place_name,
    place_within,
    skill_names,
    wage_range,
)
from api.registry_files.columns import RegistryKind, columns
from api.schemas.posting_law import element_fields
from api.schemas.problems import Finding
from api.services.openings.opening_state import state_of
from api.services.openings.told_opening import told_of
from matcher.law.minors import closed_to_minors
from matcher.reference.majors import major
from models.opening import Opening
from models.posting import Flag
from models.queries.pages import Page

Document = dict[str, Any]
Piece = tuple[str, str]
"""Words as they stand, and what is wrong with them; blank for nothing."""

_ALL = 100  # of a list, which is never so long
_FIRST = ("title", *element_fields())
_OF_THE_COMPANY = frozenset({"company", "uscc", "industry", "size"})


def opening_rows(page: Page[Opening], today: date, district: str | None) -> Document:
    """A page of the registry."""
    return envelope(page, [_row(opening, today, district) for opening in page.items])


def opening_file(
    opening: Opening, today: date, findings: Sequence[Finding], untold: Sequence[str]
) -> Document:
    """An opening with what the law says of it; `untold` are elements that it had to state."""
    fields = [*_FIRST, *(each.field for each in columns(RegistryKind.OPENINGS) if each.field not in _FIRST)]
    told, read = _told(opening), _read_as(opening)
    return {
        "ref": opening.ref,
        "title": opening.title,
        "company": {"ref": opening.company.ref, "name": opening.company.name},
        "state": opening_state(opening, today),
        "flags": [say(FLAGS[Flag(flag)]) for flag in opening.flags],
        "needs_review": opening.needs_review,
        "filled": opening.filled,
        "headcount": opening.headcount,
        "elements": [
            {
                "label": field_label(RegistryKind.OPENINGS, field),
                "pieces": marked_words(told.get(field, ""), _about(findings, field)),
                "read": read.get(field) or "",
                "said": [finding_sentence(each) for each in _about(findings, field)],
                "untold": field in untold,
            }
            for field in fields
            if field in untold or (field in told and field not in _OF_THE_COMPANY)
        ],
        "unknown": [
            field_label(RegistryKind.OPENINGS, field)
            for field in fields
            if field not in told and field not in untold and field not in _OF_THE_COMPANY
        ],
        "version": opening.version,
    }


def opening_state(opening: Opening, today: date) -> Document:
    """How an opening stands and why, in words."""
    state = state_of(opening, today)
    reason = REASONS.get(state.reason or "")
    return {
        "code": state.code,
        "name": say(STATES[state.code]),
        "reason": say(reason) if reason else "",
        "words": opening.status_words or "",
    }


def side_by_side(opening: Opening, others: Sequence[Opening]) -> Document:
    """An opening beside those that it is much like: a row for each field, and whether they differ in it."""
    tellings = [_told(each) for each in (opening, *others)]
    names = [
        each.field for each in columns(RegistryKind.OPENINGS) if any(each.field in told for told in tellings)
    ]
    rows = []
    for name in names:
        words = [told.get(name, "") for told in tellings]
        label = field_label(RegistryKind.OPENINGS, name)
        rows.append({"label": label, "words": words, "differs": len(set(words)) > 1})
    return {"refs": [each.ref for each in others], "rows": rows}


def marked_words(words: str, findings: Iterable[Finding]) -> list[Piece]:
    """The words in pieces, those that a finding is about with what it says; what overlaps is marked once."""
    found: list[tuple[int, int, str]] = []
    folded = words.lower()
    for finding in findings:
        fault = str(finding.params.get("words", ""))
        start = folded.find(fault.lower()) if fault else -1
        if start >= 0 and len(folded) == len(words):
            found.append((start, start + len(fault), finding_sentence(finding)))
    pieces: list[Piece] = []
    end = 0
    for start, stop, said in sorted(found):
        if start < end:
            continue
        pieces += [(words[end:start], ""), (words[start:stop], said)]
        end = stop
    return [piece for piece in (*pieces, (words[end:], "")) if piece[0]]


def _told(opening: Opening) -> dict[str, str]:
    """Field → the words that were told, days as the reader writes them."""
    told = {field: str(cell) for field, cell in told_of(opening).items()} | {
        "valid_to": day(opening.valid_to)
    }
    return told | ({"published": day(opening.published)} if opening.published else {})


def _about(findings: Sequence[Finding], field: str) -> list[Finding]:
    return [finding for finding in findings if finding.field == field]


def _row(opening: Opening, today: date, district: str | None) -> Document:
    return {
        "ref": opening.ref,
        "title": opening.title,
        "company": {"ref": opening.company.ref, "name": opening.company.name},
        "place": place_within(opening.place, district) or opening.place_words,
        "wage": wage_range(opening.wage_low, opening.wage_high),
        "education": "" if opening.education is None else education_name(opening.education),
        "state": opening_state(opening, today),
        "flags": [say(FLAGS[Flag(flag)]) for flag in opening.flags],
        "needs_review": opening.needs_review,
        "filled": opening.filled,
        "headcount": opening.headcount,
        "valid_to": day(opening.valid_to),
    }


def _read_as(opening: Opening) -> Mapping[str, str | None]:
    """Field → what the matcher takes its words for."""
    rule = closed_to_minors(opening.title, opening.occupation, frozenset(opening.skills))
    closed = closure_names(rule, opening.hazards or ())
    majors = [found.name for found in map(major, opening.majors) if found is not None]
    return {
        "title": occupation_name(opening.occupation),
        "place": place_name(opening.place),
        "wage": wage_range(opening.wage_low, opening.wage_high) if opening.wage_low is not None else None,
        "education": None if opening.education is None else education_name(opening.education),
        "majors": "、".join(majors),
        "experience": None if opening.experience_months is None else duration(opening.experience_months),
        "skills": skill_names(opening.skills, most=_ALL),
        "certificates": certificate_names(opening.certificates),
        "hazards": say(marked("closed to minors: %(why)s"), why=closed) if closed else None,
        "contract": None if opening.contract_months is None else duration(opening.contract_months),
        "probation": None if opening.probation_months is None else duration(opening.probation_months),
    }
