"""Two records of one student side by side, and what keeps them apart, in words."""

from collections.abc import Sequence
from typing import Any

from api.i18n import marked, say
from api.presenters.export_labels import LABELS
from api.presenters.student_export import field_words
from api.presenters.words import occupation_name
from api.services.merging.compare_records import FIELDS, TERM, Difference
from models.school_term import SchoolTerm
from models.student import Student

Document = dict[str, Any]

PROBLEMS = {
    "SAME_RECORD": marked("These are one and the same record"),
    "TWO_PLACEMENTS": marked("Both records have an employment that lasts: end one of them first"),
    "TWO_REFERRALS": marked("Both records are referred to the same opening: withdraw one of them first"),
    "RECORDS_DIFFER": marked("The two records say different things: choose for each field which one holds"),
    "NOT_DIFFERENT": marked("There is nothing to choose here"),
    "MERGED": marked("This record was merged into another one of the same student"),
}


def comparison_document(
    keep: str, drop: str, differences: Sequence[Difference], obstacles: Sequence[str]
) -> Document:
    """Where two records contradict each other, and what has to be settled first."""
    return {
        "keep": keep,
        "drop": drop,
        "obstacles": [{"code": code, "message": say(PROBLEMS[code])} for code in obstacles],
        "differences": [
            {
                "field": each.field,
                "label": _label(each.field),
                "kept": _told(each.field, each.kept),
                "dropped": _told(each.field, each.dropped),
            }
            for each in differences
        ],
    }


def _label(field: str) -> str:
    if field.startswith(TERM):
        return f"{say(LABELS['term'])} {field.removeprefix(TERM)}"
    name = FIELDS[field][0]
    return say(LABELS["number" if name == "household" else name])


def _told(field: str, value: Any) -> str:
    """What one of the records says."""
    if field.startswith(TERM):
        known = {name: told for name, told in value.items() if told is not None}
        words = (f"{say(LABELS[name])} {field_words(_TERMS, name, told)}" for name, told in known.items())
        return say(marked("; ")).join(words)
    if field == "household":
        return str(value.number)
    if field == "wishes":
        return say(marked("; ")).join(occupation_name(code) or code for code in value) or "—"
    if value is None or value == []:
        return say(marked("none")) if field == "limits" and value == [] else "—"
    return field_words(Student.__tablename__, FIELDS[field][0], value)


_TERMS = SchoolTerm.__tablename__
