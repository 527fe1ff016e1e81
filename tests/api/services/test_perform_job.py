"""Imports and runs as jobs: done once whatever happens to the worker, and kept so that they can be read."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from api.services import perform_job
from api.services.acting import Acting
from api.services.imports.uploads import ABANDONED, Uploads
from api.services.job_queue import JobQueue
from api.services.jobs import LOST_AFTER, Claim, order
from api.services.matching.market import Market
from api.services.perform_job import Performer
from api.settings import load_settings
from matcher.policy import STANDARD
from models.audit import find_break
from models.audit_event import AuditEvent
from models.engine import make_engine, make_session
from models.import_batch import ImportBatch
from models.job import Job, JobKind, JobState
from models.match_run import MatchRun, MatchRunList
from models.migrate import upgrade
from models.principal import Principal, Role
from models.student import Student
from models.vault import Vault
from tests.api.services.registry_desk import Desk, id_number, student
from tests.small_district import fill

OFFICER = Principal(Role.OFFICER, "officer:1")
LINES = [student(身份证号=id_number(number)) for number in range(100, 140)]
LINES.append(student(身份证号="123"))


@pytest.fixture
def performer(engine: Engine, vault: Vault, tmp_path: Path) -> Performer:
    market = Market(tmp_path / "market", STANDARD)
    return Performer(engine, vault, market, Uploads(tmp_path / "uploads", vault), "320205", {})


@pytest.fixture
def ordered(performer: Performer, desk: Desk) -> Callable[..., str]:
    """Order a job and return its reference; an import with its file."""

    def order_job(what: JobKind, content: bytes | None = None, **params: Any) -> str:
        with make_session(performer.engine, performer.vault) as session:
            ref = order(Acting(session, OFFICER, datetime.now(UTC)), what, params).ref
            if content is not None:
                performer.uploads.keep(ref, BytesIO(content))
            session.commit()
        return ref

    return order_job


@pytest.fixture
def an_import(ordered: Callable[..., str], desk: Desk) -> str:
    content = desk.write(LINES).read_bytes()
    return ordered(JobKind.IMPORT, content, kind="students", file="名册.xlsx")


def job_of(performer: Performer, ref: str) -> Job:
    with make_session(performer.engine, None, read_only=True) as session:
        return session.scalars(select(Job).where(Job.ref == ref)).one()


def count(performer: Performer, table: type) -> int:
    with make_session(performer.engine, None, read_only=True) as session:
        return session.scalars(select(func.count()).select_from(table)).one()


def acts(performer: Performer) -> list[str]:
    """What is in the trail, in its order."""
    with make_session(performer.engine, None, read_only=True) as session:
        return list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))


def grow_old(performer: Performer) -> None:
    """Let the last heartbeat be long ago."""
    with make_session(performer.engine, None) as session:
        session.scalars(select(Job)).one().heartbeat = datetime.now(UTC) - LOST_AFTER - timedelta(seconds=9)
        session.commit()


def test_an_import_is_kept_with_its_counts_and_audited(performer: Performer, an_import: str) -> None:
    performer.perform(an_import)
    job = job_of(performer, an_import)
    assert (job.state, job.error) == (JobState.DONE, None)
    assert (job.result["read"], job.result["created"], job.result["rejected"]) == (41, 40, 1)
    assert job.done == job.total
    with make_session(performer.engine, performer.vault, read_only=True) as session:
        batch = session.scalars(select(ImportBatch)).one()
        assert (batch.ref, batch.file_name, batch.actor) == (job.result["batch"], "名册.xlsx", OFFICER.name)
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        assert [event.act for event in events] == ["import.ordered", "import.applied"]
        assert {(event.actor, event.subject_ref) for event in events} == {(OFFICER.name, an_import)}
        assert find_break(session) is None
    assert performer.uploads.refs() == []


def test_a_file_of_hires_is_answered_by_a_worker_too(
    performer: Performer, ordered: Callable[..., str]
) -> None:
    content = f"推荐编号,结果,入职日期\n{'a' * 26},录用,2026-12-01\n".encode()
    ref = ordered(JobKind.IMPORT, content, kind="hires", sheet=None, file="反馈.csv")
    performer.perform(ref)
    with make_session(performer.engine, performer.vault) as session:
        assert session.scalars(select(Job.state)).one() is JobState.DONE
        batch = session.scalars(select(ImportBatch)).one()
        assert (batch.kind, batch.rejected, batch.problems[0].params) == (
            "hires",
            1,
            {"reason": "REFERRAL_UNKNOWN"},
        )


def test_a_job_is_performed_once_however_often_it_is_sent(performer: Performer, an_import: str) -> None:
    for _ in range(3):
        performer.perform(an_import)
    assert (count(performer, ImportBatch), acts(performer)) == (1, ["import.ordered", "import.applied"])


def test_a_file_that_cannot_be_read_says_why_and_is_removed(
    performer: Performer, ordered: Callable[..., str]
) -> None:
    ref = ordered(JobKind.IMPORT, b"%PDF-1.7", kind="students", file="a.xlsx")
    performer.perform(ref)
    job = job_of(performer, ref)
    assert (job.state, job.error, job.error_params) == (JobState.FAILED, "FILE_TYPE", {"found": "pdf"})
    assert performer.uploads.refs() == []


def test_headers_that_may_be_a_person_are_not_kept(performer: Performer, ordered: Callable[..., str]) -> None:
    content = "云小星,电话,低保户,32020520040101123X\n云小月,1,2,3\n".encode()
    ref = ordered(JobKind.IMPORT, content, kind="students", file="a.csv")
    performer.perform(ref)
    job = job_of(performer, ref)
    assert (job.error, job.error_params["found"]) == ("HEADERS_MISSING", ["电话", "…"])
    assert "云小星" not in repr(job.error_params)


def test_what_nobody_foresaw_ends_a_job_without_its_words(
    performer: Performer, an_import: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("320205200304019001")

    monkeypatch.setattr(perform_job, "import_registry", fail)
    performer.perform(an_import)
    job = job_of(performer, an_import)
    assert (job.error, job.error_params) == ("UNEXPECTED", {"error": "ValueError"})


def test_an_import_that_lost_its_claim_writes_nothing_and_another_does_it(
    performer: Performer, an_import: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = Claim.finish

    def finish_late(held: Claim, session: Session, *rest: Any) -> None:
        held._token = "somebody else's"
        finish(held, session, *rest)

    monkeypatch.setattr(Claim, "finish", finish_late)
    performer.perform(an_import)
    assert [count(performer, table) for table in (Student, ImportBatch)] == [0, 0]
    assert acts(performer) == ["import.ordered"]
    assert performer.uploads.refs() == [an_import]
    monkeypatch.undo()
    grow_old(performer)
    sent: list[str] = []
    performer.look_after(sent.append)
    assert sent == [an_import]
    performer.perform(an_import)
    assert (count(performer, Student), count(performer, ImportBatch)) == (40, 1)


def test_a_run_keeps_everybodys_shortlist(performer: Performer, ordered: Callable[..., str]) -> None:
    refs = fill(performer.engine, performer.vault)
    ref = ordered(JobKind.RUN, as_of="2026-11-23", k=20)
    performer.perform(ref)
    assert job_of(performer, ref).result == {"students": 2, "items": 1}
    with make_session(performer.engine, performer.vault, read_only=True) as session:
        run = session.scalars(select(MatchRun)).one()
        assert (run.policy, run.k) == (STANDARD.fingerprint, 20)
        kept = {each.student.name: each for each in session.scalars(select(MatchRunList))}
    assert [opening for opening, _ in kept["赵小满"].items] == [refs["会计"]]
    assert (kept["赵小满"].considered, kept["赵小满"].eligible) == (2, 1)
    assert kept["钱立夏"].items == []


def test_a_run_that_was_broken_off_begins_anew(
    performer: Performer, ordered: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(performer.engine, performer.vault)
    ref = ordered(JobKind.RUN, as_of="2026-11-23", k=20)
    finish = Claim.finish

    def finish_late(held: Claim, session: Session, *rest: Any) -> None:
        held._token = "somebody else's"
        finish(held, session, *rest)

    monkeypatch.setattr(Claim, "finish", finish_late)
    performer.perform(ref)
    assert count(performer, MatchRunList) == 2
    monkeypatch.undo()
    grow_old(performer)
    performer.perform(ref)
    assert (count(performer, MatchRun), count(performer, MatchRunList)) == (1, 2)
    assert job_of(performer, ref).state is JobState.DONE


def test_files_without_a_job_are_removed_after_a_while(performer: Performer) -> None:
    performer.uploads.keep("young", BytesIO(b"x"))
    performer.uploads.keep("old", BytesIO(b"x"))
    assert performer.uploads.path("old").stat().st_mode & 0o777 == 0o600
    long_ago = time.time() - ABANDONED - 1
    os.utime(performer.uploads.path("old"), (long_ago, long_ago))
    performer.look_after(lambda _: None)
    assert performer.uploads.refs() == ["young"]


_WORKER = """
import os, signal, sys
from datetime import timedelta
from api.services import jobs, perform_job
from scripts.server import worker
from api.settings import load_settings
if sys.argv[1] == "dies":  # in the middle of the transaction, with everything written and nothing committed
    perform_job.record = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
jobs.LOST_AFTER = jobs.FORGOTTEN_AFTER = timedelta(seconds=0.5)
worker.work(load_settings())
"""


@pytest.mark.slow
def test_a_worker_that_is_killed_is_followed_by_another_and_nothing_is_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIXIN_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("AIXIN_PROFILE", "demo")
    settings = load_settings()
    engine, vault = make_engine(settings.database_url), Vault(settings.keys)
    upgrade(engine)
    desk = Desk(engine, vault, tmp_path)
    performer = Performer(
        engine, vault, Market(settings.market, STANDARD), Uploads(settings.uploads, vault), "320205", {}
    )
    with make_session(engine, vault) as session:
        params = {"kind": "students", "file": "名册.xlsx"}
        ref = order(Acting(session, OFFICER, datetime.now(UTC)), JobKind.IMPORT, params).ref
        performer.uploads.keep(ref, BytesIO(desk.write(LINES).read_bytes()))
        session.commit()
    JobQueue(settings.queue_url, settings.secret_key).send(ref)
    command = [sys.executable, "-c", _WORKER]
    assert subprocess.run([*command, "dies"], timeout=60, check=False).returncode == -signal.SIGKILL
    assert (count(performer, Student), job_of(performer, ref).state) == (0, JobState.RUNNING)
    time.sleep(0.6)
    with subprocess.Popen([*command, "lives"]) as second:
        until = time.monotonic() + 60
        while job_of(performer, ref).state is not JobState.DONE:
            assert time.monotonic() < until
            time.sleep(0.1)
        second.terminate()
        assert second.wait(30) == 0
    job = job_of(performer, ref)
    assert (job.attempts, job.result["created"]) == (2, 40)
    assert [count(performer, table) for table in (Student, ImportBatch)] == [40, 1]
    assert acts(performer) == ["import.ordered", "import.applied"]
    assert performer.uploads.refs() == []
    engine.dispose()
