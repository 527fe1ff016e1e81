"""Hardship categories of a student over time: what a file tells against what is known."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from api.schemas.base import Columns
from api.services.apply_changes import Changes, RowOf, table_of
from models.base import new_ref
from models.hardship import Hardship
from models.sealing import seal_row
from models.vault import Box


def stored_hardships(session: Session, students: Sequence[int]) -> Mapping[int, Sequence[Row[Any]]]:
    """The hardships of these students (by number), oldest first."""
    table = table_of(Hardship)
    rows = session.execute(select(table).where(table.c.student_id.in_(students)).order_by(table.c.id))
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.student_id].append(row)
    return found


def plan_hardships(
    changes: Changes, told: Columns, stored: Sequence[Row[Any]], *, student: RowOf, box: Box, today: date
) -> bool:
    """Write the told categories down; one that holds but is no longer told ends the day before today.

    Returns whether anything differs.
    """
    categories = told["hardship"]
    assert isinstance(categories, list)
    period = {
        column: told[field]
        for column, field in (("valid_from", "hardship_from"), ("valid_to", "hardship_to"))
        if field in told
    }
    known = [(Hardship.category.open(box, row.ref, row.category_sealed), row) for row in stored]
    changed = False
    for category in categories:
        row = _row_for(category, period, known, today)
        if row is None:
            ref = new_ref()
            clear = {"category": category, "words": told["hardship_words"]}
            changes.insert(
                Hardship,
                {"ref": ref, "student_id": student, **period, **seal_row(Hardship, box, ref, clear)},
            )
            changed = True
        else:
            changed |= _correct(changes, row, period, str(told["hardship_words"]), box)
    for category, row in known:
        if category not in categories and _holds(row, today):
            last = today - timedelta(days=1)
            ended = last if row.valid_from is None else max(last, row.valid_from)
            if row.valid_to != ended:
                changes.update(Hardship, row.id, {"valid_to": ended})
                changed = True
    return changed


def _row_for(
    category: str, period: Columns, known: Sequence[tuple[str, Row[Any]]], today: date
) -> Row[Any] | None:
    """The stored row that a told category means: the one of the same end, otherwise one that holds."""
    same = [row for stored, row in known if stored == category]
    for row in same:
        if "valid_to" in period and row.valid_to == period["valid_to"]:
            return row
    return next((row for row in same if _holds(row, today)), None)


def _holds(row: Row[Any], today: date) -> bool:
    return row.valid_to is None or row.valid_to >= today


def _correct(changes: Changes, row: Row[Any], period: Columns, words: str, box: Box) -> bool:
    fresh: dict[str, Any] = {column: day for column, day in period.items() if getattr(row, column) != day}
    since = fresh.get("valid_from", row.valid_from)
    until = fresh.get("valid_to", row.valid_to)
    if since is not None and until is not None and since > until:  # a new beginning after the known end
        fresh.setdefault("valid_to", None)
    if row.words_sealed is None or Hardship.words.open(box, row.ref, row.words_sealed) != words:
        fresh |= seal_row(Hardship, box, row.ref, {"words": words})
    if fresh:
        changes.update(Hardship, row.id, fresh)
    return bool(fresh)
