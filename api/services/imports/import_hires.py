"""Import a file of answers to referrals: hires and refusals, as companies report them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.clock import local_day
from api.registry_files.columns import RegistryKind
from api.registry_files.errors import FileProblem, RegistryFileError
from api.registry_files.headers import NOTHING_REMEMBERED, Remembered, read_registry
from api.registry_files.tables import Source
from api.services.acting import Acting
from api.services.import_plan import Entry
from api.services.imports.answer_rows import Opened, answer_rows, opened_to_officer
from api.services.imports.import_result import ImportResult, Progress, counting, keep_batch, result_of
from api.services.imports.read_rows import RowReader
from matcher.law.terms import NO_LOCAL_WAGES
from matcher.policy import Policy
from models.engine import make_session
from models.import_batch import ImportBatch
from models.principal import Principal
from models.queries.keys import check_keys
from models.vault import Vault

MOST = 2000  # rows: nobody else writes while they are answered


def import_hires(
    engine: Engine,
    vault: Vault,
    source: Source,
    *,
    who: Principal,
    policy: Policy,
    now: datetime,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    remembered: Remembered = NOTHING_REMEMBERED,
    dry_run: bool = False,
    progress: Progress | None = None,
    file_name: str | None = None,
    in_the_same_transaction: Callable[[Session, ImportBatch], None] | None = None,
) -> ImportResult:
    """Do what a file says of referrals, in one transaction; rows that cannot be done are rejected.

    The parameters are those of `import_registry`. Raises RegistryFileError when the file cannot be read.
    """
    answers = read_answers(
        source, local_day(now), MOST, sheet=sheet, mapping=mapping, remembered=remembered, progress=progress
    )
    with make_session(engine, vault) as session:
        check_keys(session)
        result = answers.give(Acting(session, who, now), policy, opened_to_officer)
        result = replace(result, file=file_name or (source.name if isinstance(source, Path) else ""))
        if dry_run:
            session.rollback()
            return result
        batch = keep_batch(session, result, source, now, who.name)
        if in_the_same_transaction is not None:
            in_the_same_transaction(session, batch)
        session.commit()
        return replace(result, ref=batch.ref)


@dataclass(frozen=True, slots=True)
class Answers:
    """The rows of a file that can be read, and what there is to say of the others."""

    reader: RowReader
    entries: Sequence[Entry]

    def give(self, acting: Acting, policy: Policy, opened: Opened) -> ImportResult:
        """Do what the rows say."""
        plan = answer_rows(acting, self.entries, policy, opened)
        for remark in plan.remarks:
            self.reader.say(remark.row, remark.words, remark.finding)
        return result_of("", self.reader, plan)


def read_answers(
    source: Source,
    today: date,
    most: int,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    remembered: Remembered = NOTHING_REMEMBERED,
    progress: Progress | None = None,
) -> Answers:
    """Read a file of at most so many rows; raises RegistryFileError."""
    registry = read_registry(source, RegistryKind.HIRES, sheet=sheet, mapping=mapping, remembered=remembered)
    if len(registry.rows) > most:
        raise RegistryFileError(FileProblem.FILE_TOO_MANY_ROWS, limit=most)
    done = counting(len(registry.rows), progress)
    reader = RowReader.of(RegistryKind.HIRES, registry, today, None, NO_LOCAL_WAGES)
    return Answers(reader, list(reader.entries(done)))
