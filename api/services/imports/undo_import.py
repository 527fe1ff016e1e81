"""Undo an import as a whole: what it made goes, what it changed is as it was, as long as nothing followed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CursorResult, bindparam, delete, select, update
from sqlalchemy.orm import Session

from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.acting import Acting
from api.services.apply_changes import Changes, apply_updates, in_parts, table_of
from api.services.imports.import_trace import VERSIONED, boxes_of, values_before
from api.services.imports.rows_since import find_rows_since
from api.services.not_possible import NotPossible
from models.base import Base
from models.data_key import DataKey
from models.import_batch import ImportBatch, ImportKind, UndoReason
from models.import_change import ImportChange
from models.scope import whole_registry

NAMED = 100  # rows that a refusal names


@dataclass(frozen=True, slots=True)
class Undone:
    """How many rows went, and how many are as they were."""

    removed: int
    restored: int


def undo_import(acting: Acting, batch: ImportBatch, reason: UndoReason) -> Undone:
    """Take back all that an import wrote, or nothing of it.

    Raises NotPossible ALREADY_UNDONE, ANSWERS_STAY of answers to referrals, UNDO_TOO_LATE where it is not
    known any more what stood there before, and BUILT_ON with a finding for each row on which something was
    built since: it was changed by hand or by a later import, it is gone, or something refers to it.
    """
    acting.take_turn()
    with whole_registry(acting.session):
        if batch.undone_at is not None:
            raise NotPossible("ALREADY_UNDONE")
        if batch.kind is ImportKind.HIRES:
            raise NotPossible("ANSWERS_STAY")
        changes = _changes_of(acting.session, batch)
        if not any(changes.values()) and batch.created + batch.updated:
            raise NotPossible("UNDO_TOO_LATE")
        _refuse_what_was_built_on(acting.session, batch, changes)
        acting.outdate_readings()
        undone = Undone(
            removed=sum(each.made_the_row for rows in changes.values() for each in rows),
            restored=sum(not each.made_the_row for rows in changes.values() for each in rows),
        )
        for row_class, rows in reversed(changes.items()):
            _remove(acting.session, row_class, [each.ref for each in rows if each.made_the_row])
            _restore(acting, row_class, [each for each in rows if not each.made_the_row])
        batch.undone_at, batch.undone_by, batch.undo_reason = acting.now, acting.who.name, reason
        details = {"reason": reason, "removed": undone.removed, "restored": undone.restored}
        acting.record("import.undone", ("import", batch.ref), details=details)
        acting.session.expire_all()
    return undone


def _changes_of(session: Session, batch: ImportBatch) -> dict[type[Base], Sequence[ImportChange]]:
    """What an import wrote by table, parents before children."""
    query = select(ImportChange).where(ImportChange.batch_id == batch.id).order_by(ImportChange.id)
    found: dict[str, list[ImportChange]] = {}
    for change in session.scalars(query):
        found.setdefault(change.table, []).append(change)
    return {row_class: found.get(row_class.__tablename__, []) for row_class in VERSIONED}


def _refuse_what_was_built_on(
    session: Session, batch: ImportBatch, changes: Mapping[type[Base], Sequence[ImportChange]]
) -> None:
    """Raise NotPossible BUILT_ON where anything followed."""
    findings = [
        *(finding for table, rows in changes.items() for finding in _changed_since(session, table, rows)),
        *find_rows_since(session, batch, changes),
    ]
    if findings:
        raise NotPossible("BUILT_ON", findings=findings[:NAMED], total=len(findings))


def _changed_since(
    session: Session, row_class: type[Base], changes: Sequence[ImportChange]
) -> Iterator[Finding]:
    """The rows that are not there any more, or not as the import left them."""
    table = table_of(row_class)
    for part in in_parts(changes):
        refs = [each.ref for each in part]
        rows = session.execute(select(table.c.ref, table.c.version).where(table.c.ref.in_(refs)))
        stored = {row.ref: row.version for row in rows}
        for change in part:
            if stored.get(change.ref) != change.version:
                code = ProblemCode.ROW_CHANGED if change.ref in stored else ProblemCode.ROW_GONE
                params = {"table": table.name, "ref": change.ref}
                yield Finding("", code, Severity.ERROR, params)


def _remove(session: Session, row_class: type[Base], refs: Sequence[str]) -> None:
    """Remove rows that an import made, each with its key: what a backup holds of them opens no more."""
    table, keys = table_of(row_class), table_of(DataKey)
    for part in in_parts(refs):
        session.execute(delete(table).where(table.c.ref.in_(part)))
        session.execute(delete(keys).where(keys.c.owner.in_(part)))


def _restore(acting: Acting, row_class: type[Base], rows: Sequence[ImportChange]) -> None:
    """Write what stood there before, as a change of its own: nobody holds a version that comes again."""
    session, table = acting.session, table_of(row_class)
    changes = Changes()
    for part in in_parts(rows):
        boxes = boxes_of(session, [each.owner for each in part])
        refs = [each.ref for each in part]
        rows_there = session.execute(select(table.c.ref, table.c.id).where(table.c.ref.in_(refs)))
        number = {row.ref: row.id for row in rows_there}
        for each in part:
            assert each.owner is not None
            assert each.before_sealed is not None
            record = ImportChange.before.open(boxes[each.owner], each.ref, each.before_sealed)
            assert record is not None
            changes.update(row_class, number[each.ref], values_before(row_class, record))
    apply_updates(session, changes, row_class, acting.now)
    _follow(session, rows)


def _follow(session: Session, rows: Sequence[ImportChange]) -> None:
    """Let an earlier import that left a row as it is again be undone in its turn."""
    table: Any = table_of(ImportChange)
    if rows:
        followed = session.connection().execute(
            update(table)
            .where(table.c.ref == bindparam("row"), table.c.version == bindparam("was"))
            .values(version=bindparam("is")),
            [{"row": each.ref, "was": each.version_before, "is": each.version + 1} for each in rows],
        )
        assert isinstance(followed, CursorResult)
