"""Leaders read the year in figures, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from api.app import create_app
from api.settings import Settings
from models.audit_event import AuditEvent
from models.engine import make_session
from models.principal import Role
from models.student import Student
from models.vault import Vault
from tests.api.askers import PRINCIPALS, Asker
from tests.conftest import KEYS, Databases
from tests.reported_district import YEAR, reported

SEALED_WITH = {"master_key": KEYS.master, "blind_index_key": KEYS.blind_index, "key_pepper": KEYS.pepper}

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def asker() -> Asker:
    return Asker()


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    with databases.fresh(reported) as url:
        yield url


@pytest.fixture
def client(
    production: Settings, asker: Asker, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FlaskClient]:
    monkeypatch.setattr("api.app.authenticate", asker.authenticate)
    with time_machine.travel(datetime(2026, 11, 20, 4, tzinfo=UTC), tick=False):
        yield create_app(replace(production, **SEALED_WITH)).test_client()


def test_leaders_and_district_officers_read_the_same_figures_of_the_whole_district(
    client: FlaskClient, asker: Asker, engine: Engine, vault: Vault
) -> None:
    answers = []
    for role in (Role.LEADER, Role.OFFICER):
        asker.who = PRINCIPALS[role]
        answer = client.get(f"/api/v1/reports/{YEAR}")
        assert answer.status_code == 200, answer.get_json()
        answers.append(answer.get_json())
    assert answers[0] == answers[1]
    figures = {figure["id"]: figure["value"] for figure in answers[0]["figures"]}
    assert figures["students"] == 120
    with make_session(engine, vault, read_only=True) as session:
        kept = [event.actor for event in session.scalars(select(AuditEvent)) if event.act == "report.made"]
        students = session.scalars(select(Student)).all()
        secrets = [told for each in students for told in (each.ref, each.name, each.id_number)]
    assert kept == ["account:c", "account:a"]
    text = str(answers[0])
    assert [secret for secret in secrets if secret in text] == []


def test_what_is_for_publication_tells_less(client: FlaskClient, asker: Asker) -> None:
    asker.who = PRINCIPALS[Role.LEADER]
    public = client.get(f"/api/v1/reports/{YEAR}?audience=public").get_json()
    assert (public["audience"], public["fewest"]) == ("public", 10)
    told = [
        item["value"] for table in public["tables"] if table["unit"] == "count" for item in table["items"]
    ]
    assert [value for value in told if value and value < 10] == []


@pytest.mark.parametrize("year", ["2027", "1999", "99999999999999999999"])
def test_there_is_no_report_of_a_year_that_is_not_one(client: FlaskClient, asker: Asker, year: str) -> None:
    asker.who = PRINCIPALS[Role.LEADER]
    assert client.get(f"/api/v1/reports/{year}").status_code == 404


@pytest.mark.parametrize("role", [Role.STREET_OFFICER, Role.COMPANY, Role.AUDITOR, Role.ADMINISTRATOR])
def test_it_is_nobody_elses(client: FlaskClient, asker: Asker, role: Role) -> None:
    asker.who = PRINCIPALS[role]
    assert client.get(f"/api/v1/reports/{YEAR}").status_code == 403
