"""What was built on the rows that an import wrote: rows of others that refer to them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, select
from sqlalchemy.orm import Session

from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.apply_changes import in_parts, table_of
from models.base import Base
from models.import_batch import ImportBatch
from models.import_change import ImportChange
from models.match_run import MatchRunList
from models.plan import PlanItem, PlanOrder
from models.shortlist import Shortlist, ShortlistItem
from models.tables import METADATA

DERIVED = frozenset(map(table_of, (MatchRunList, PlanOrder, PlanItem)))
"""Tables whose rows are made anew at any time, and go with what they refer to."""

MADE_AT = {
    "shortlists": "made_at",
    "consents": "given_at",
    "referrals": "proposed_at",
    "placements": "recorded_at",
    "service_events": "recorded_at",
    "schooling_events": "at",
}
"""Tables of what is done for people, and the moment at which a row was made: what it saw is known by that."""


def find_rows_since(
    session: Session, batch: ImportBatch, changes: Mapping[type[Base], Sequence[ImportChange]]
) -> Iterator[Finding]:
    """A finding for each row that the import made and others refer to, or changed and was used since."""
    own = {change.ref for rows in changes.values() for change in rows}
    for row_class, rows in changes.items():
        for part in in_parts(rows):
            new = [each.ref for each in part if each.made_the_row]
            old = [each.ref for each in part if not each.made_the_row]
            used = {*_referring(session, row_class, new, own), *_used_since(session, batch, row_class, old)}
            for ref, by in sorted(used):
                params = {"table": row_class.__tablename__, "ref": ref, "by": by}
                yield Finding("", ProblemCode.ROW_BUILT_ON, Severity.ERROR, params)


def _referring(
    session: Session, row_class: type[Base], refs: Sequence[str], own: set[str]
) -> Iterator[tuple[str, str]]:
    """(ref, table) of those among the rows that any row refers to which the import did not write itself."""
    for child, query in _references(row_class, refs):
        if child not in DERIVED:
            names = [child.c.ref] if "ref" in child.c else []
            for ref, *by in session.execute(query.add_columns(*names)):
                if not by or by[0] not in own:
                    yield ref, child.name


def _used_since(
    session: Session, batch: ImportBatch, row_class: type[Base], refs: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """(ref, table) of those among the rows with which something was done since."""
    items = table_of(ShortlistItem)
    for child, query in _references(row_class, refs):
        since: ColumnElement[bool]
        if child is items:
            since = items.c.shortlist_id.in_(select(Shortlist.id).where(Shortlist.made_at >= batch.at))
        elif child.name in MADE_AT:
            since = child.c[MADE_AT[child.name]] >= batch.at
        else:
            continue
        for (ref,) in session.execute(query.where(since)):
            yield ref, child.name


def _references(row_class: type[Base], refs: Sequence[str]) -> Iterator[tuple[Table, Select[Any]]]:
    """Each table that refers to another one, and what asks which of these rows it refers to."""
    target = table_of(row_class)
    if not refs:
        return
    for child in METADATA.sorted_tables:
        for key in sorted(child.foreign_keys, key=lambda each: each.parent.name):
            if key.column.table is target:
                query = select(target.c.ref).join_from(target, child, key.parent == target.c.id)
                yield child, query.where(target.c.ref.in_(refs))
