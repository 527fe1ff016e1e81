"""Import a registry file: read, validate and encrypt first, then one short transaction applies it.

This service commits by itself: a desk on SQLite goes on working while a file is read and compared. When
somebody else has changed the registries meanwhile, the comparison is done again.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import CursorResult, Engine, select, update
from sqlalchemy.orm import Session

from api.clock import local_day
from api.registry_files.columns import RegistryKind
from api.registry_files.headers import NOTHING_REMEMBERED, Remembered, read_registry
from api.registry_files.tables import Source
from api.services.apply_changes import apply_changes
from api.services.import_plan import Planner
from api.services.imports.import_companies import plan_companies
from api.services.imports.import_missing import name_missing
from api.services.imports.import_openings import plan_openings
from api.services.imports.import_relief import plan_relief
from api.services.imports.import_result import (
    ImportResult,
    Progress,
    counting,
    keep_batch,
    result_of,
    stored_refs,
)
from api.services.imports.import_students import plan_students
from api.services.imports.import_study_aid import plan_study_aid
from api.services.imports.import_trace import keep_trace, trace
from api.services.imports.read_rows import RowReader
from matcher.law.terms import NO_LOCAL_WAGES, LocalWages
from models.change_counter import ChangeCounter, risen
from models.engine import make_session
from models.import_batch import ImportBatch
from models.queries.keys import check_keys
from models.vault import Vault

ATTEMPTS = 5

PLANNERS: Mapping[RegistryKind, Planner] = {
    RegistryKind.STUDENTS: plan_students,
    RegistryKind.COMPANIES: plan_companies,
    RegistryKind.STUDY_AID: plan_study_aid,
    RegistryKind.RELIEF: plan_relief,
}


class ImportInterrupted(Exception):
    """The registries changed at each attempt to apply the file: nothing was written, try again."""

    code = "IMPORT_INTERRUPTED"


@contextmanager
def without_collections() -> Iterator[None]:
    """Put the garbage collector off: it would look through millions of objects that hold no cycles."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@without_collections()
def import_registry(
    engine: Engine,
    vault: Vault,
    kind: RegistryKind,
    source: Source,
    *,
    now: datetime,
    actor: str,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    remembered: Remembered = NOTHING_REMEMBERED,
    within: str | None = None,
    minimum_wages: LocalWages = NO_LOCAL_WAGES,
    dry_run: bool = False,
    progress: Progress | None = None,
    file_name: str | None = None,
    in_the_same_transaction: Callable[[Session, ImportBatch], None] | None = None,
) -> ImportResult:
    """Import a file as a whole or not at all; rows with errors are rejected, the others go in.

    `within` is the division of the instance, which decides between places of one name; `minimum_wages` are
    those that it sets itself; `progress` is told (done, total); `file_name` is what its owner calls the file,
    where only its content is given; `in_the_same_transaction` may add to what is committed. Raises
    RegistryFileError when the file cannot be read, ImportInterrupted when others keep changing the
    registries.
    """
    name = file_name or (source.name if isinstance(source, Path) else "")
    for _ in range(ATTEMPTS):
        registry = read_registry(source, kind, sheet=sheet, mapping=mapping, remembered=remembered)
        steps = 2 * len(registry.rows)  # each row is read, then compared
        done = counting(steps, progress)
        reader = RowReader.of(kind, registry, local_day(now), within, minimum_wages)
        reader.say_of_name(name)
        entries = list(reader.entries(done))
        with make_session(engine, vault, read_only=True) as session:
            check_keys(session)
            counter = session.scalars(select(ChangeCounter.value)).one()
            plan = _planner(kind, minimum_wages)(session, entries, local_day(now), done)
            missing = name_missing(session, kind, plan.missing)
        done(steps)  # rows that were rejected or repeated were not compared
        for remark in plan.remarks:
            reader.say(remark.row, remark.words, remark.finding)
        result = result_of(name, reader, plan, missing)
        if dry_run:
            return replace(result, refs=stored_refs(plan))
        with make_session(engine, vault) as session:
            if not plan.changes or _take_turn(session, counter):
                traced = trace(session, plan.changes)
                apply_changes(session, plan.changes, now)
                batch = keep_batch(session, result, source, now, actor)
                keep_trace(session, batch, traced)
                if in_the_same_transaction is not None:
                    in_the_same_transaction(session, batch)
                session.commit()
                return replace(result, ref=batch.ref)
    raise ImportInterrupted


def _planner(kind: RegistryKind, minimum_wages: LocalWages) -> Planner:
    if kind is RegistryKind.OPENINGS:
        return partial(plan_openings, minimum_wages=minimum_wages)
    return PLANNERS[kind]


def _take_turn(session: Session, expected: int) -> bool:
    """Raise the change counter, unless somebody did so since the registries were compared."""
    raised = session.execute(
        update(ChangeCounter).where(ChangeCounter.value == expected).values(value=risen())
    )
    assert isinstance(raised, CursorResult)
    return raised.rowcount == 1
