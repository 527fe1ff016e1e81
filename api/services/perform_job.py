"""Do what a job asks for: import a file, make everybody's shortlists, or a plan for everybody."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.orm import Session

from api import clock
from api.logs import failure
from api.registry_files.columns import RegistryKind
from api.registry_files.errors import RegistryFileError
from api.registry_files.headers import NOTHING_REMEMBERED, Remembered, is_header
from api.services.apply_changes import table_of
from api.services.imports.column_mappings import remembered_columns
from api.services.imports.import_hires import import_hires
from api.services.imports.import_registry import ImportInterrupted, import_registry
from api.services.imports.import_result import COUNTS, ImportResult, counts_of, import_act
from api.services.imports.import_trials import keep_failed_trial, keep_trial
from api.services.imports.uploads import Uploads
from api.services.jobs import Claim, JobLost, Order, claim, waiting_jobs
from api.services.matching.layouts import code_fingerprint
from api.services.matching.make_shortlist import shortlists_for_all
from api.services.matching.market import Market
from api.services.plans.perform_plan import perform_plan
from matcher.batches import batched
from matcher.law.terms import LocalWages
from matcher.plan.caps import CapsCross
from matcher.plan.orders import InvalidOrder
from matcher.results import Shortlist
from models.audit import record
from models.engine import make_session
from models.import_batch import ImportBatch
from models.job import Job, JobKind, JobState
from models.match_run import MatchRun, MatchRunList
from models.principal import Principal, Role
from models.student import Student
from models.vault import Vault

LISTS_AT_ONCE = 200  # shortlists of a transaction
UNFORESEEN = "UNEXPECTED"
UNSAID = "…"  # stands for headers that may be a person

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Performer:
    """Everything that jobs are done with."""

    engine: Engine
    vault: Vault
    market: Market
    uploads: Uploads
    district: str | None
    minimum_wages: LocalWages

    def perform(self, ref: str) -> None:
        """Do a job, unless there is nothing to do any more; whatever happens is kept with it."""
        taken = claim(self.engine, ref, clock.now())
        if taken is None:
            return
        log.info("job_begun", extra={"job": ref, "kind": taken.order.kind})
        try:
            with taken.beating():
                self._end(taken, *_problem_of(lambda: self._do(taken)))
        except JobLost:
            log.warning("job_lost", extra={"job": ref})
            return
        if not taken.order.params.get("trial"):  # what is tried may yet be imported
            self.uploads.remove(ref)

    def look_after(self, send: Callable[[str], None]) -> None:
        """Send for the jobs that nobody works at, and remove files that nobody needs."""
        for ref in waiting_jobs(self.engine, clock.now()):
            log.warning("job_sent_again", extra={"job": ref})
            send(ref)
        open_states = (JobState.QUEUED, JobState.RUNNING)
        with make_session(self.engine, None, read_only=True) as session:
            refs = set(session.scalars(select(Job.ref).where(Job.state.in_(open_states))))
        self.uploads.remove_others(refs)

    def _do(self, taken: Claim) -> None:
        if taken.order.kind is JobKind.IMPORT and taken.order.params.get("trial"):
            self._try(taken)
        elif taken.order.kind is JobKind.IMPORT:
            self._import(taken)
        elif taken.order.kind is JobKind.PLAN:
            perform_plan(taken, self.engine, self.vault, self.market)
        else:
            self._run(taken)

    def _end(self, taken: Claim, code: str | None, params: Mapping[str, Any]) -> None:
        if code is not None:
            taken.fail(code, params, clock.now())
        log.info("job_ended", extra={"job": taken.order.ref, "error": code})

    def _import(self, taken: Claim) -> None:
        """One transaction holds the rows, the audit event and the end of the job: all of it or nothing."""
        order, now = taken.order, clock.now()
        who = Principal(Role.OFFICER, order.actor)

        def end(session: Session, batch: ImportBatch) -> None:
            record(session, who, replace(import_act(batch), subject=("import", order.ref)), now)
            taken.finish(session, {"batch": batch.ref, **counts_of(batch)}, now)

        self._read(taken, now, self._remembered(order), in_the_same_transaction=end)

    def _try(self, taken: Claim) -> None:
        """What an import would do is found and kept; nothing is written into the registry."""
        order, now = taken.order, clock.now()
        remembered = self._remembered(order)
        try:
            result = self._read(taken, now, remembered, dry_run=True)
        except RegistryFileError as error:
            keep_failed_trial(self.uploads, order.ref, error, remembered)
            raise
        keep_trial(self.uploads, order.ref, result, remembered)
        with make_session(self.engine, None) as session:
            taken.finish(session, {name: getattr(result, name) for name in COUNTS}, now)
            session.commit()

    def _remembered(self, order: Order) -> Remembered:
        """What officers said of columns, if the order wants that heeded."""
        if not order.params.get("remembered"):
            return NOTHING_REMEMBERED
        with make_session(self.engine, None, read_only=True) as session:
            return remembered_columns(session, RegistryKind(order.params["kind"]))

    def _read(
        self,
        taken: Claim,
        now: datetime,
        remembered: Remembered,
        *,
        dry_run: bool = False,
        in_the_same_transaction: Callable[[Session, ImportBatch], None] | None = None,
    ) -> ImportResult:
        order = taken.order
        kind, content = RegistryKind(order.params["kind"]), self.uploads.open(order.ref)
        told: dict[str, Any] = {
            "now": now,
            "sheet": order.params.get("sheet"),
            "remembered": remembered,
            "dry_run": dry_run,
            "progress": taken.progress,
            "file_name": order.params["file"],
            "in_the_same_transaction": in_the_same_transaction,
        }
        if kind is RegistryKind.HIRES:
            who, policy = Principal(Role.OFFICER, order.actor), self.market.policy
            return import_hires(self.engine, self.vault, content, who=who, policy=policy, **told)
        return import_registry(
            self.engine,
            self.vault,
            kind,
            content,
            actor=order.actor,
            within=self.district,
            minimum_wages=self.minimum_wages,
            **told,
        )

    def _run(self, taken: Claim) -> None:
        """Everybody's shortlists over one state of the registry; a run that was broken off begins anew."""
        as_of, k = date.fromisoformat(taken.order.params["as_of"]), int(taken.order.params["k"])
        with make_session(self.engine, self.vault, read_only=True) as session:
            run = self._begin_run(taken, self.market.ranking(session).fingerprint, as_of, k)
            number_of = {row.ref: row.id for row in session.execute(select(Student.ref, Student.id))}
            students = items = 0
            lists = shortlists_for_all(session, self.market, as_of=as_of, k=k, progress=taken.progress)
            for part in batched(lists, LISTS_AT_ONCE):
                self._keep(taken, run, part, number_of)
                students, items = students + len(part), items + sum(len(each.items) for each in part)
        with make_session(self.engine, self.vault) as session:
            taken.finish(session, {"students": students, "items": items}, clock.now())
            session.commit()

    def _begin_run(self, taken: Claim, snapshot: str, as_of: date, k: int) -> int:
        with make_session(self.engine, self.vault) as session:
            taken.hold(session)
            job = session.scalars(select(Job.id).where(Job.ref == taken.order.ref)).one()
            session.execute(delete(MatchRun).where(MatchRun.job_id == job))
            run = MatchRun(
                job_id=job,
                as_of=as_of,
                k=k,
                policy=self.market.policy.fingerprint,
                snapshot=snapshot,
                code=code_fingerprint(),
                at=clock.now(),
            )
            session.add(run)
            session.commit()
            return run.id

    def _keep(self, taken: Claim, run: int, lists: Iterable[Shortlist], number_of: Mapping[str, int]) -> None:
        rows = [
            {
                "run_id": run,
                "student_id": number_of[each.ref],
                "considered": each.considered,
                "eligible": each.eligible,
                "items": [[match.opening, match.score] for match in each.items],
            }
            for each in lists
        ]
        with make_session(self.engine, self.vault) as session:
            taken.hold(session)
            session.execute(insert(table_of(MatchRunList)), rows)
            session.commit()


def _problem_of(work: Callable[[], None]) -> tuple[str | None, Mapping[str, Any]]:
    """Do some work; the code of what went wrong, and what that is about."""
    try:
        work()
    except JobLost:
        raise
    except RegistryFileError as error:
        return error.code.value, _without_persons(error.params)
    except ImportInterrupted as error:
        return error.code, {}
    except (InvalidOrder, CapsCross) as error:  # what could be heeded when it was ordered
        return error.code, error.params
    except Exception as error:
        log.error("job_failed", extra=failure(error))
        return UNFORESEEN, {"error": type(error).__name__}
    return None, {}


def _without_persons(params: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is kept of a file's problem: a file without headers has a person in their place."""
    found = params.get("found")
    if not isinstance(found, list):
        return params
    return {**params, "found": list(dict.fromkeys(name if is_header(name) else UNSAID for name in found))}
