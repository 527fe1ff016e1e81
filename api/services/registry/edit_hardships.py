"""Hardships of one student, told by hand: what is shown is corrected, what has passed stays as it was."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from api.schemas.base import Columns
from models.hardship import Hardship
from models.student import Student

FIELD_OF = {"words": "hardship", "valid_from": "hardship_from", "valid_to": "hardship_to"}
FIELDS = tuple(FIELD_OF.values())


def shown_hardships(student: Student, today: date) -> Sequence[Hardship]:
    """The hardships that hold or are yet to begin; where all have passed, those that ended last."""
    last = max((_end(each) for each in student.hardships), default=date.max)
    return [each for each in student.hardships if _end(each) >= min(last, today)]


def edit_hardships(student: Student, told: Columns, fields: Collection[str], today: date) -> set[str]:
    """Write the told categories and days down; a category that is not told any more ended yesterday.

    `told` are the columns of the whole group, `fields` those that differ from what is shown. Returns the
    fields under which something changed.
    """
    categories = told["hardship"]
    assert isinstance(categories, list)
    period: dict[str, Any] = {"valid_from": told.get("hardship_from"), "valid_to": told.get("hardship_to")}
    values = {"words": told["hardship_words"], **period}
    fresh = {column: value for column, value in values.items() if FIELD_OF[column] in fields}
    shown = {each.category: each for each in shown_hardships(student, today)}
    changed: set[str] = set()
    for category in categories:
        known = shown.pop(category, None)
        if known is not None:
            changed |= _correct(known, fresh)
        else:
            words = told["hardship_words"]
            student.hardships.append(Hardship(category=category, words=words, **period))
            changed.add("hardship")
    for known in shown.values():
        if _end(known) >= today:
            _end_before(student, known, today)
            changed.add("hardship")
    return changed


def _correct(known: Hardship, fresh: dict[str, Any]) -> set[str]:
    """Change what differs; a day that was not told gives way to one that contradicts it."""
    changed = [column for column, value in fresh.items() if getattr(known, column) != value]
    for column in changed:
        setattr(known, column, fresh[column])
    if known.valid_from is not None and known.valid_to is not None and known.valid_from > known.valid_to:
        setattr(known, "valid_to" if "valid_from" in changed else "valid_from", None)
    return {FIELD_OF[column] for column in changed}


def _end_before(student: Student, known: Hardship, today: date) -> None:
    """End a hardship the day before today; one that had not begun by then was a slip, and goes."""
    if known.valid_from is not None and known.valid_from >= today:
        student.hardships.remove(known)
    else:
        known.valid_to = today - timedelta(days=1)


def _end(hardship: Hardship) -> date:
    return hardship.valid_to or date.max
