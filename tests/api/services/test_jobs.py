"""Jobs: claimed by one, told by heartbeats, begun again when lost, and never done twice."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from api.services import jobs
from api.services.acting import Acting
from api.services.jobs import (
    LOST_AFTER,
    MOST_ATTEMPTS,
    PLAN_LOST_AFTER,
    UNATTENDED_AFTER,
    Claim,
    JobLost,
    begin_again,
    cancel,
    claim,
    is_lost,
    is_unattended,
    order,
    waiting_jobs,
)
from api.services.not_possible import NotPossible
from models.audit_event import AuditEvent
from models.engine import make_session
from models.job import Job, JobKind, JobState
from models.principal import Principal, Role
from models.vault import Vault

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + LOST_AFTER + timedelta(seconds=1)
OFFICER = Principal(Role.OFFICER, "officer:1")


@pytest.fixture
def ref(engine: Engine, vault: Vault) -> str:
    return ordered(engine, vault, JobKind.RUN, {"k": 20})


def ordered(engine: Engine, vault: Vault, kind: JobKind, params: dict[str, Any]) -> str:
    with make_session(engine, vault) as session:
        ref = order(Acting(session, OFFICER, NOW), kind, params).ref
        session.commit()
    return ref


def job_of(engine: Engine) -> Job:
    with make_session(engine, None, read_only=True) as session:
        return session.scalars(select(Job)).one()


def taken(engine: Engine, ref: str, now: datetime = NOW) -> Claim:
    found = claim(engine, ref, now)
    assert found is not None
    return found


def finish(engine: Engine, held: Claim) -> None:
    with make_session(engine, None) as session:
        held.finish(session, {"students": 2}, NOW)
        session.commit()


def test_a_job_is_claimed_by_one(engine: Engine, ref: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda _: claim(engine, ref, NOW), range(8)))
    assert sum(found is not None for found in claims) == 1
    assert job_of(engine).attempts == 1


def test_who_finishes_says_with_what(engine: Engine, ref: str) -> None:
    held = taken(engine, ref)
    held.progress(2, 2)
    finish(engine, held)
    job = job_of(engine)
    assert (job.state, job.result, job.done, job.total) == (JobState.DONE, {"students": 2}, 2, 2)
    assert claim(engine, ref, LATER) is None


def test_a_lost_job_is_claimed_again_and_its_first_worker_keeps_nothing(engine: Engine, ref: str) -> None:
    first = taken(engine, ref)
    assert claim(engine, ref, NOW + LOST_AFTER / 2) is None
    assert waiting_jobs(engine, LATER) == [ref]
    second = taken(engine, ref, LATER)
    with pytest.raises(JobLost):
        finish(engine, first)
    with pytest.raises(JobLost):
        first.fail("FILE_EMPTY", {}, NOW)
    finish(engine, second)
    assert job_of(engine).attempts == 2


def test_a_job_that_kills_its_workers_is_given_up(engine: Engine, ref: str) -> None:
    now = NOW
    for _ in range(MOST_ATTEMPTS):
        taken(engine, ref, now)
        now += LOST_AFTER + timedelta(seconds=1)
    assert waiting_jobs(engine, now) == []
    assert (job_of(engine).state, job_of(engine).error) == (JobState.FAILED, "WORKER_LOST")
    assert claim(engine, ref, now) is None


def test_a_plan_may_be_silent_for_longer_while_the_solver_works(engine: Engine, vault: Vault) -> None:
    ref = ordered(engine, vault, JobKind.PLAN, {})
    taken(engine, ref)
    assert (claim(engine, ref, LATER), waiting_jobs(engine, LATER)) == (None, [])
    much_later = NOW + PLAN_LOST_AFTER + timedelta(seconds=1)
    assert waiting_jobs(engine, much_later) == [ref]
    assert claim(engine, ref, much_later) is not None


def test_a_forgotten_job_is_sent_for_again(engine: Engine, ref: str) -> None:
    assert waiting_jobs(engine, NOW) == []
    assert waiting_jobs(engine, LATER) == [ref]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "HEARTBEAT", timedelta(milliseconds=10))


@pytest.mark.usefixtures("quick")
def test_heartbeats_tell_how_far_it_is(engine: Engine, ref: str) -> None:
    held = taken(engine, ref)
    held.progress(3, 7)
    with held.beating():
        until = datetime.now(UTC) + timedelta(seconds=20)
        while job_of(engine).done != 3:
            assert datetime.now(UTC) < until
    assert job_of(engine).total == 7
    assert job_of(engine).heartbeat > NOW


@pytest.mark.usefixtures("quick")
def test_a_worker_notices_that_its_job_was_called_off(engine: Engine, vault: Vault, ref: str) -> None:
    held = taken(engine, ref)
    call_off(engine, vault)
    until = datetime.now(UTC) + timedelta(seconds=20)

    def work() -> None:
        while datetime.now(UTC) < until:
            held.progress(1, 2)

    with held.beating(), pytest.raises(JobLost):
        work()
    with pytest.raises(NotPossible, match="JOB_OVER"):
        call_off(engine, vault)
    assert acts(engine) == [("run.ordered", {}), ("run.cancelled", {})]


def test_a_run_that_failed_is_begun_again_as_if_it_were_new(engine: Engine, vault: Vault, ref: str) -> None:
    taken(engine, ref).fail("UNEXPECTED", {"error": "ValueError"}, NOW)
    again(engine, vault, LATER)
    job = job_of(engine)
    assert (job.state, job.attempts, job.error, job.error_params) == (JobState.QUEUED, 0, None, {})
    assert (job.queued_at, job.ended_at, job.heartbeat) == (LATER, None, None)
    finish(engine, taken(engine, ref, LATER))
    with pytest.raises(NotPossible, match="JOB_NOT_FAILED"):
        again(engine, vault, LATER)
    assert job_of(engine).state is JobState.DONE
    assert acts(engine) == [("run.ordered", {}), ("run.ordered", {"again": True})]


def test_an_import_that_failed_is_not_begun_again_for_its_file_is_gone(engine: Engine, vault: Vault) -> None:
    ref = ordered(engine, vault, JobKind.IMPORT, {"kind": "students"})
    taken(engine, ref).fail("UNEXPECTED", {}, NOW)
    with pytest.raises(NotPossible, match="JOB_NOT_FAILED"):
        again(engine, vault, LATER)
    assert job_of(engine).state is JobState.FAILED


def test_what_waits_is_unattended_unless_a_worker_is_busy(engine: Engine, vault: Vault, ref: str) -> None:
    soon = timedelta(seconds=1)
    late = NOW + UNATTENDED_AFTER + soon
    assert not is_unattended(engine, NOW + UNATTENDED_AFTER)
    assert is_unattended(engine, late)
    another = ordered(engine, vault, JobKind.RUN, {})
    assert claim(engine, another, late) is not None
    assert not is_unattended(engine, late)
    assert is_unattended(engine, late + LOST_AFTER + soon)


def test_a_job_whose_worker_is_silent_seems_lost(engine: Engine, ref: str) -> None:
    assert not is_lost(job_of(engine), LATER)
    held = taken(engine, ref)
    assert not is_lost(job_of(engine), NOW + LOST_AFTER)
    assert is_lost(job_of(engine), LATER)
    finish(engine, held)
    assert not is_lost(job_of(engine), LATER)


def again(engine: Engine, vault: Vault, now: datetime) -> None:
    with make_session(engine, vault) as session:
        begin_again(Acting(session, OFFICER, now), session.scalars(select(Job)).one())
        session.commit()


def call_off(engine: Engine, vault: Vault) -> None:
    with make_session(engine, vault) as session:
        cancel(Acting(session, OFFICER, NOW), session.scalars(select(Job)).one())
        session.commit()


def acts(engine: Engine) -> list[tuple[str, Mapping[str, Any]]]:
    with make_session(engine, None, read_only=True) as session:
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        return [(event.act, event.details) for event in events]
