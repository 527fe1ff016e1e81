"""What became of an imported file: counted, told, and kept."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from api.registry_files.columns import RegistryKind
from api.registry_files.tables import Source
from api.schemas.problems import Problem, Severity
from api.services.apply_changes import table_of
from api.services.import_plan import Outcome, Plan
from api.services.imports.import_missing import Missing
from api.services.imports.read_rows import MASKED, RowReader
from models.audit import Act
from models.company import Company
from models.import_batch import ImportBatch, ImportKind
from models.import_problem import ImportProblem
from models.sealing import sealed_fields, vault_of
from models.student import Student

Progress = Callable[[int, int], None]

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
    RegistryKind.HIRES: frozenset({"words"}),
}


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


def counts_of(batch: ImportBatch) -> dict[str, int]:
    """How many rows became what."""
    return {name: getattr(batch, name) for name in COUNTS}


def import_act(batch: ImportBatch) -> Act:
    """What the trail keeps of an import: the registry and the counts."""
    return Act(
        "import.applied", ("import", batch.ref), details={"kind": batch.kind.value, **counts_of(batch)}
    )


def counting(total: int, progress: Progress | None) -> Callable[[int], None]:
    """Turns "so many more rows" into (done, total)."""
    count = 0

    def done(more: int) -> None:
        nonlocal count
        count = min(count + more, total)
        if progress is not None:
            progress(count, total)

    return done


def result_of(
    file_name: str, reader: RowReader, plan: Plan, missing: tuple[Missing, ...] = ()
) -> ImportResult:
    """What became of a file that was read and compared."""
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


def stored_refs(plan: Plan) -> tuple[tuple[int, str], ...]:
    """(row, ref) of the rows that are in the registry without this import."""
    new = {plan.refs[row] for row, outcome in plan.outcomes.items() if outcome is Outcome.CREATED}
    return tuple((row, ref) for row, ref in sorted(plan.refs.items()) if ref not in new)


def keep_batch(
    session: Session, result: ImportResult, source: Source, now: datetime, actor: str
) -> ImportBatch:
    """Keep what became of a file, with its problems."""
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
