"""The administrator's pages of the instance: keys, background work, settings, backups; and no case data."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from api.services.acting import Acting
from api.services.jobs import order
from models.api_key import ApiKey
from models.audit_event import AuditEvent
from models.engine import make_engine, make_session
from models.job import Job, JobKind, JobState
from models.principal import Principal, Role
from models.student import Student
from models.vault import Vault
from tests.api.web.invented import Invented, form_token, log_in

pytestmark = pytest.mark.xdist_group("invented")

NOW = datetime.now(UTC)
FILE = "王小明的名单.xlsx"
PAGES = ("/", "/accounts", "/keys", "/jobs", "/backups", "/settings")


@pytest.fixture(scope="module")
def administrator(invented: Invented) -> FlaskClient:
    client = invented.app().test_client()
    log_in(client, Role.ADMINISTRATOR.value, invented.passwords[Role.ADMINISTRATOR.value])
    return client


@pytest.fixture
def registry(invented: Invented) -> Iterator[Session]:
    engine = make_engine(invented.settings.database_url)
    with make_session(engine, Vault(invented.settings.keys)) as session:
        session.expire_on_commit = False
        yield session
    engine.dispose()


@pytest.fixture
def failed(registry: Session) -> Iterator[Job]:
    """A run that failed, and an import that did because of its file."""
    by = Acting(registry, Principal(Role.OFFICER, "account:officer"), NOW)
    run = order(by, JobKind.RUN, {"k": 20, "as_of": "2026-11-01"})
    of_file = order(by, JobKind.IMPORT, {"kind": "students", "file": FILE})
    for job, error in ((run, "UNEXPECTED"), (of_file, "COLUMN_MISSING")):
        job.state, job.ended_at, job.error = JobState.FAILED, NOW, error
        job.error_params = {"error": "ValueError", "column": "姓名", "found": [FILE]}
    registry.commit()
    yield run
    for job in (run, of_file):
        registry.delete(job)
    registry.commit()


def test_the_first_page_says_what_needs_care(administrator: FlaskClient, failed: Job) -> None:
    page = administrator.get("/?lang=en").text
    assert "The instance does its work" in page
    assert "There is no backup yet" in page
    assert '<a href="/jobs?state=failed">' in page


def test_work_is_told_of_without_what_is_in_it(administrator: FlaskClient, failed: Job) -> None:
    page = administrator.get("/jobs?state=failed&lang=en").text
    assert page.count("<tr>") == 3
    assert "Something unexpected went wrong (ValueError)" in page
    assert "something about the file or the order" in page
    assert FILE not in page
    assert "No such work" in administrator.get("/jobs?state=cancelled&lang=en").text


def test_what_failed_is_begun_again_and_called_off(
    administrator: FlaskClient, failed: Job, registry: Session
) -> None:
    address = f"/jobs/{failed.ref}"
    assert send(administrator, address, act="again").status_code == 303
    assert state_of(registry, failed) == "queued"
    assert 'hx-trigger="every 3s"' in administrator.get("/jobs").text
    assert send(administrator, address, act="off").status_code == 303
    assert state_of(registry, failed) == "cancelled"
    newest = select(AuditEvent.act).where(AuditEvent.subject_ref == failed.ref).order_by(AuditEvent.id)
    assert registry.scalars(newest).all() == ["run.ordered", "run.ordered", "run.cancelled"]
    registry.commit()


def test_what_is_over_is_neither_called_off_nor_begun_again(
    administrator: FlaskClient, failed: Job, registry: Session
) -> None:
    failed.state, failed.error = JobState.DONE, None
    registry.commit()
    for act in ("again", "off"):
        answer = send(administrator, f"/jobs/{failed.ref}", act=act, back="/jobs")
        assert answer.status_code == 409
        assert 'role="alert"' in answer.text
    assert send(administrator, "/jobs/none", act="off").status_code == 404
    assert send(administrator, f"/jobs/{failed.ref}", act="nothing").status_code == 400


def test_a_key_is_revoked(administrator: FlaskClient, registry: Session) -> None:
    key = registry.scalars(select(ApiKey).where(ApiKey.revoked_at.is_(None))).first()
    assert key is not None
    address = f"/keys/{key.ref}/revoke"
    registry.commit()
    assert address in administrator.get("/keys").text
    assert send(administrator, address).status_code == 303
    registry.expire_all()
    assert key.revoked_at is not None
    registry.commit()
    assert address not in administrator.get("/keys").text
    assert send(administrator, "/keys/none/revoke").status_code == 404


def test_settings_are_told_and_secrets_are_not(administrator: FlaskClient, invented: Invented) -> None:
    page = administrator.get("/settings?lang=en").text
    assert "AIXIN_MASTER_KEY" in page
    assert "(set, hidden)" in page
    secrets = (invented.settings.master_key, invented.settings.key_pepper, invented.settings.secret_key)
    assert [each for each in secrets if each.hex() in page or str(each) in page] == []


def test_backups_say_how_one_is_made(administrator: FlaskClient) -> None:
    page = administrator.get("/backups?lang=en").text
    assert "aixin backup key" in page
    assert "There is no backup in the folder yet" in page


def test_no_page_names_a_student_and_none_is_anybody_elses(
    administrator: FlaskClient, invented: Invented, registry: Session, failed: Job
) -> None:
    told = [student.name for student in registry.scalars(select(Student))]
    registry.commit()
    officer = invented.app().test_client()
    log_in(officer, Role.OFFICER.value, invented.passwords[Role.OFFICER.value])
    for address in PAGES:
        text = administrator.get(address).text
        assert [name for name in told if name in text] == [], address
        assert address == "/" or officer.get(address).status_code == 403


def state_of(registry: Session, job: Job) -> str:
    registry.refresh(job)
    state = job.state.value
    registry.commit()  # a session that may write keeps others from it
    return state


def send(client: FlaskClient, address: str, **fields: str) -> TestResponse:
    return client.post(address, data={"csrf_token": form_token(client.get("/accounts").text), **fields})
