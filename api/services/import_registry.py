"""Import a registry file: read, validate and encrypt first, then one short transaction applies it.

This service commits by itself: a desk on SQLite goes on working while a file is read and compared. When
somebody else has changed the registries meanwhile, the comparison is done again.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import CursorResult, Engine, insert, select, update
from sqlalchemy.orm import Session

from api.clock import local_day
from api.registry_files.columns import RegistryKind
from api.registry_files.headers import NOTHING_REMEMBERED, Remembered, read_registry
from api.registry_files.tables import Source
from api.schemas.problems import Problem, Severity
from api.services.apply_changes import apply_changes, table_of
from api.services.import_companies import plan_companies
from api.services.import_missing import Missing, name_missing
from api.services.import_openings import plan_openings
from api.services.import_plan import Outcome, Plan, Planner
from api.services.import_relief import plan_relief
from api.services.import_students import plan_students
from api.services.import_study_aid import plan_study_aid
from api.services.import_trace import keep_trace, trace
from api.services.read_rows import MASKED, RowReader
from matcher.law.terms import NO_LOCAL_WAGES, LocalWages
from models.audit import Act
from models.change_counter import ChangeCounter, risen
from models.company import Company
from models.engine import make_session
from models.import_batch import ImportBatch, ImportKind
from models.import_problem import ImportProblem
from models.queries.keys import check_keys
from models.sealing import sealed_fields, vault_of
from models.student import Student
from models.vault import Vault

Progress = Callable[[int, int], None]

ATTEMPTS = 5
COUNTS = ("read", "created", "updated", "unchanged", "duplicates", "rejected", "not_in_file")

# What the database keeps sealed must not lie open in the problems of an import; numbers are masked anyway.
_NEVER_KEPT: Mapping[RegistryKind, frozenset[str]] = {
    RegistryKind.STUDENTS: frozenset(sealed_fields(Student)).union(
        ("place", "hardship", "household", "head")  # sealed under other names, or in other tables
    )
    - MASKED,
    RegistryKind.COMPANIES: frozenset(sealed_fields(Company)) - MASKED,
    RegistryKind.OPENINGS: frozenset(),
    RegistryKind.STUDY_AID: frozenset({"name", "note"}),
    RegistryKind.RELIEF: frozenset({"household", "note"}),
}

PLANNERS: Mapping[RegistryKind, Planner] = {
    RegistryKind.STUDENTS: plan_students,
    RegistryKind.COMPANIES: plan_companies,
    RegistryKind.STUDY_AID: plan_study_aid,
    RegistryKind.RELIEF: plan_relief,
}


class ImportInterrupted(Exception):
    """The registries changed at each attempt to apply the file: nothing was written, try again."""

    code = "IMPORT_INTERRUPTED"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of a file: read = created + updated + unchanged + duplicates + rejected.

    `refs` are (row, ref) of the rows that are in the registry now; `missing` are those of the registry
    that the file did not name, `not_in_file` their number. A dry run says what would be: what it would
    create has no reference yet.
    """

    kind: RegistryKind
    file: str
    sheet: str
    read: int
    created: int
    updated: int
    unchanged: int
    duplicates: int
    rejected: int
    not_in_file: int
    refs: tuple[tuple[int, str], ...]
    problems: tuple[Problem, ...]
    missing: tuple[Missing, ...] = ()
    ref: str | None = None  # of the import that was applied, by which it is undone
    columns: tuple[tuple[str, str], ...] = ()  # field and header of each column that was read


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
        done = _counting(steps, progress)
        reader = RowReader.of(kind, registry, local_day(now), within, minimum_wages)
        entries = list(reader.entries(done))
        with make_session(engine, vault, read_only=True) as session:
            check_keys(session)
            counter = session.scalars(select(ChangeCounter.value)).one()
            plan = _planner(kind, minimum_wages)(session, entries, local_day(now), done)
            missing = name_missing(session, kind, plan.missing)
        done(steps)  # rows that were rejected or repeated were not compared
        for remark in plan.remarks:
            reader.say(remark.row, remark.words, remark.finding)
        result = _result(name, reader, plan, missing)
        if dry_run:
            return replace(result, refs=_stored_refs(plan))
        with make_session(engine, vault) as session:
            if not plan.changes or _take_turn(session, counter):
                traced = trace(session, plan.changes)
                apply_changes(session, plan.changes, now)
                batch = _record(session, result, source, now, actor)
                keep_trace(session, batch, traced)
                if in_the_same_transaction is not None:
                    in_the_same_transaction(session, batch)
                session.commit()
                return replace(result, ref=batch.ref)
    raise ImportInterrupted


def counts_of(batch: ImportBatch) -> dict[str, int]:
    """How many rows became what."""
    return {name: getattr(batch, name) for name in COUNTS}


def import_act(batch: ImportBatch) -> Act:
    """What the trail keeps of an import: the registry and the counts."""
    return Act(
        "import.applied", ("import", batch.ref), details={"kind": batch.kind.value, **counts_of(batch)}
    )


def _planner(kind: RegistryKind, minimum_wages: LocalWages) -> Planner:
    if kind is RegistryKind.OPENINGS:
        return partial(plan_openings, minimum_wages=minimum_wages)
    return PLANNERS[kind]


def _counting(total: int, progress: Progress | None) -> Callable[[int], None]:
    """Turns "so many more rows" into (done, total)."""
    count = 0

    def done(more: int) -> None:
        nonlocal count
        count = min(count + more, total)
        if progress is not None:
            progress(count, total)

    return done


def _take_turn(session: Session, expected: int) -> bool:
    """Raise the change counter, unless somebody did so since the registries were compared."""
    raised = session.execute(
        update(ChangeCounter).where(ChangeCounter.value == expected).values(value=risen())
    )
    assert isinstance(raised, CursorResult)
    return raised.rowcount == 1


def _result(file_name: str, reader: RowReader, plan: Plan, missing: tuple[Missing, ...]) -> ImportResult:
    count = Counter(plan.outcomes.values())
    count[Outcome.REJECTED] += reader.rejected
    return ImportResult(
        kind=reader.kind,
        file=file_name,
        sheet=reader.registry.sheet,
        read=count.total(),
        created=count[Outcome.CREATED],
        updated=count[Outcome.UPDATED],
        unchanged=count[Outcome.UNCHANGED],
        duplicates=count[Outcome.DUPLICATE],
        rejected=count[Outcome.REJECTED],
        not_in_file=len(missing),
        refs=tuple(sorted(plan.refs.items())),
        problems=tuple(sorted(reader.problems, key=lambda problem: problem.row or 0)),
        missing=missing,
        columns=tuple((field, header) for field, (_, header) in reader.registry.fields.items()),
    )


def _stored_refs(plan: Plan) -> tuple[tuple[int, str], ...]:
    """(row, ref) of the rows that are in the registry without this import."""
    new = {plan.refs[row] for row, outcome in plan.outcomes.items() if outcome is Outcome.CREATED}
    return tuple((row, ref) for row, ref in sorted(plan.refs.items()) if ref not in new)


def _record(session: Session, result: ImportResult, source: Source, now: datetime, actor: str) -> ImportBatch:
    content = source if isinstance(source, bytes) else source.read_bytes()
    batch = ImportBatch(
        kind=ImportKind(result.kind.value),
        file_name=result.file,
        content_mac=vault_of(session).sign("import", content).hex(),
        sheet=result.sheet or None,
        actor=actor,
        at=now,
        read=result.read,
        created=result.created,
        updated=result.updated,
        unchanged=result.unchanged,
        duplicates=result.duplicates,
        rejected=result.rejected,
        not_in_file=result.not_in_file,
    )
    session.add(batch)
    session.flush()
    if result.problems:
        session.execute(
            insert(table_of(ImportProblem)),
            [_problem_row(problem, batch.id, result.kind) for problem in result.problems],
        )
    return batch


def _problem_row(problem: Problem, batch: int, kind: RegistryKind) -> dict[str, object]:
    hidden = problem.field in _NEVER_KEPT[kind]
    return {
        "batch_id": batch,
        "sheet": problem.sheet or None,
        "row": problem.row,
        "column": problem.column,
        "code": problem.code.value,
        "severity": Severity(problem.severity).value,
        "value": None if hidden else problem.value,
        "params": {} if hidden else dict(problem.params),
    }
