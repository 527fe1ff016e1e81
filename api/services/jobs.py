"""Order work, claim it, tell how far it is, end it; and find what nobody works at any more.

Whoever performs a job holds a claim. A worker that was thought lost and comes back finds another's claim in
its place, and nothing that it writes under its own is kept: so a job may be begun again at any time.
"""

import logging
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Engine, and_, exists, not_, or_, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from api import clock
from api.logs import failure
from api.services.acting import Acting
from api.services.not_possible import NotPossible
from models.engine import make_session
from models.job import Job, JobKind, JobState

HEARTBEAT = timedelta(seconds=5)
LOST_AFTER = timedelta(seconds=90)  # longer than any writer waits for its turn
PLAN_LOST_AFTER = timedelta(minutes=30)  # while the solver works, no thread can tell that it does
FORGOTTEN_AFTER = timedelta(seconds=20)  # queued, and nobody came for it
UNATTENDED_AFTER = timedelta(seconds=30)  # a worker that is there comes at once
MOST_ATTEMPTS = 3
LOST = "WORKER_LOST"  # the code of a job whose workers died, each in turn

log = logging.getLogger(__name__)


class JobLost(Exception):
    """Another worker has the job, or it was cancelled: what was done for it is not to be kept."""


def order(
    acting: Acting,
    kind: JobKind,
    params: Mapping[str, Any],
    *,
    act: str = "ordered",
    details: Mapping[str, Any] | None = None,
) -> Job:
    """Keep an order, and in the trail what kind of act it was, with `details`."""
    job = Job(kind=kind, actor=acting.who.name, params=dict(params), queued_at=acting.now)
    acting.session.add(job)
    acting.session.flush()
    _record(acting, job, act, details)
    return job


def find_job(session: Session, kind: JobKind, ref: str) -> Job | None:
    """The job of that kind and reference that the session sees."""
    return session.scalars(select(Job).where(Job.kind == kind, Job.ref == ref)).one_or_none()


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker needs to know of a job."""

    ref: str
    kind: JobKind
    actor: str
    params: Mapping[str, Any]


class Claim:
    """A job in the hands of a worker."""

    def __init__(self, engine: Engine, order: Order, token: str) -> None:
        self.order = order
        self._engine = engine
        self._token = token
        self._progress: tuple[int, int | None] = (0, None)
        self._lost = False

    def progress(self, done: int, total: int) -> None:
        """Note how far it is; the next heartbeat tells. Raises JobLost."""
        self._progress = (done, total)
        if self._lost:
            raise JobLost

    def hold(self, session: Session) -> None:
        """Make sure, in the session's transaction, that the job is ours still; raises JobLost."""
        self._write(session, {"heartbeat": clock.now()})

    def finish(self, session: Session, result: Mapping[str, Any], now: datetime) -> None:
        """End the job in the transaction that does its work; raises JobLost."""
        self._end(session, JobState.DONE, now, result=dict(result))

    def fail(self, code: str, params: Mapping[str, Any], now: datetime) -> None:
        """End the job with what is wrong, in a transaction of its own; raises JobLost."""
        with make_session(self._engine, None) as session:
            self._end(session, JobState.FAILED, now, error=code, error_params=dict(params))
            session.commit()

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Tell every few seconds that somebody is at it."""
        ended = Event()
        thread = Thread(target=self._beat, args=(ended,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _beat(self, ended: Event) -> None:
        while not ended.wait(HEARTBEAT.total_seconds()):
            done, total = self._progress
            try:
                with make_session(self._engine, None) as session:
                    self._write(session, {"heartbeat": clock.now(), "done": done, "total": total})
                    session.commit()
            except JobLost:
                self._lost = True
                return
            except DatabaseError as error:  # busy, or away for a moment: the next beat tells
                log.warning("heartbeat_missed", extra={"job": self.order.ref, **failure(error)})

    def _end(self, session: Session, state: JobState, now: datetime, **values: Any) -> None:
        done, total = self._progress
        self._write(
            session,
            {**values, "state": state, "claim": None, "ended_at": now, "done": done, "total": total},
        )

    def _write(self, session: Session, values: Mapping[str, Any]) -> None:
        ours = and_(Job.ref == self.order.ref, Job.claim == self._token)
        if not _changed(session, ours, values):
            raise JobLost


def claim(engine: Engine, ref: str, now: datetime) -> Claim | None:
    """Take a job that waits, or that was lost; None when there is nothing to do any more."""
    token = secrets.token_hex(16)
    taken = {
        "state": JobState.RUNNING,
        "claim": token,
        "heartbeat": now,
        "attempts": Job.attempts + 1,
    }
    with make_session(engine, None) as session:
        if not _changed(session, and_(Job.ref == ref, _is_open(now)), taken):
            return None
        job = session.scalars(select(Job).where(Job.ref == ref)).one()
        order = Order(job.ref, job.kind, job.actor, job.params)
        session.commit()
    return Claim(engine, order, token)


def cancel(acting: Acting, job: Job) -> None:
    """Call a job off that is under way; a worker notices at its next heartbeat.

    Raises NotPossible JOB_OVER.
    """
    under_way = Job.state.in_((JobState.QUEUED, JobState.RUNNING))
    cancelled = {"state": JobState.CANCELLED, "claim": None, "ended_at": acting.now}
    if not _changed(acting.session, and_(Job.id == job.id, under_way), cancelled):
        raise NotPossible("JOB_OVER")
    acting.session.refresh(job)
    _record(acting, job, "cancelled")


def begin_again(acting: Acting, job: Job) -> None:
    """Let a run or a plan that failed wait for a worker once more.

    The file of an import is gone by then: that is ordered anew. Raises NotPossible JOB_NOT_FAILED.
    """
    failed = (Job.state == JobState.FAILED) & (Job.kind != JobKind.IMPORT)
    anew = {"state": JobState.QUEUED, "queued_at": acting.now, "ended_at": None, "heartbeat": None}
    anew |= {"attempts": 0, "done": 0, "total": None, "error": None, "error_params": {}}
    if not _changed(acting.session, and_(Job.id == job.id, failed), anew):
        raise NotPossible("JOB_NOT_FAILED")
    acting.session.refresh(job)
    _record(acting, job, "ordered", {"again": True})


def waiting_jobs(engine: Engine, now: datetime) -> list[str]:
    """References of jobs that somebody should come for: forgotten ones, and those whose worker was lost.

    A job that was lost too often is ended with the code LOST.
    """
    lost = _is_lost(now)
    given_up = {"state": JobState.FAILED, "claim": None, "ended_at": now, "error": LOST}
    forgotten = and_(Job.state == JobState.QUEUED, Job.queued_at < now - FORGOTTEN_AFTER)
    with make_session(engine, None) as session:
        _changed(session, and_(lost, Job.attempts >= MOST_ATTEMPTS), given_up)
        found = list(session.scalars(select(Job.ref).where(or_(lost, forgotten)).order_by(Job.id)))
        session.commit()
    return found


def is_unattended(engine: Engine, now: datetime) -> bool:
    """Whether jobs wait that no worker comes for, though none is busy with another."""
    lost = _is_lost(now)
    waits = or_(lost, and_(Job.state == JobState.QUEUED, Job.queued_at < now - UNATTENDED_AFTER))
    works = and_(Job.state == JobState.RUNNING, not_(lost))
    with make_session(engine, None, read_only=True) as session:
        waiting, working = (session.scalars(select(exists().where(each))).one() for each in (waits, works))
    return waiting and not working


def is_lost(job: Job, now: datetime) -> bool:
    """Whether nobody seems to work at a job that is under way."""
    if job.state is not JobState.RUNNING or job.heartbeat is None:
        return False
    return now - job.heartbeat > (PLAN_LOST_AFTER if job.kind is JobKind.PLAN else LOST_AFTER)


def _record(acting: Acting, job: Job, act: str, details: Mapping[str, Any] | None = None) -> None:
    acting.record(f"{job.kind.value}.{act}", (job.kind.value, job.ref), details=details)


def _is_open(now: datetime) -> ColumnElement[bool]:
    return or_(Job.state == JobState.QUEUED, and_(_is_lost(now), Job.attempts < MOST_ATTEMPTS))


def _is_lost(now: datetime) -> ColumnElement[bool]:
    silent = Job.heartbeat < now - LOST_AFTER
    silent &= (Job.kind != JobKind.PLAN) | (Job.heartbeat < now - PLAN_LOST_AFTER)
    return and_(Job.state == JobState.RUNNING, silent)


def _changed(session: Session, condition: ColumnElement[bool], values: Mapping[str, Any]) -> bool:
    """Whether there was a row to write to."""
    statement = update(Job).where(condition).values(values)
    changed = session.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(changed, CursorResult)
    return changed.rowcount > 0
