"""The auditor reads the trail over REST."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from api.app import create_app
from api.services.access.accounts import create_account
from api.services.access.break_glass import break_glass
from api.services.acting import Acting
from api.settings import Settings
from models.audit import Act, record
from models.audit_event import Outcome
from models.engine import make_session
from models.principal import Principal, Role
from models.vault import Vault
from tests.api.askers import OURS, PRINCIPALS, THEIRS, Asker
from tests.models.samples import a_student

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def client(production: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    with make_session(engine, Vault(production.keys)) as session:
        for number in range(3):
            act = Act("look", ("student", f"s{number}"), ("name",), {"rows": number})
            record(session, Principal.operator("test"), act, NOW)
        record(session, PRINCIPALS[Role.LEADER], Act("route.denied", outcome=Outcome.DENIED), NOW)
        session.commit()
    asker = Asker()
    asker.who = PRINCIPALS[Role.AUDITOR]
    monkeypatch.setattr("api.app.authenticate", asker.authenticate)
    return create_app(production).test_client()


def test_the_auditor_leafs_through_the_trail(client: FlaskClient) -> None:
    page = client.get("/api/v1/audit-events?page_size=2").get_json()
    assert (page["total"], page["page"], page["page_size"]) == (4, 1, 2)
    assert [event["number"] for event in page["items"]] == [4, 3]
    assert page["items"][0]["outcome"] == "denied"
    assert page["items"][1] == {
        "number": 3,
        "at": "2026-11-01T08:00:00+08:00",
        "actor": "cli:test",
        "act": "look",
        "outcome": "done",
        "subject": {"kind": "student", "ref": "s2"},
        "fields": ["name"],
        "details": {"rows": 2},
    }


@pytest.mark.parametrize(("query", "found"), [("actor=cli:test", 3), ("subject=s1", 1), ("actor=nobody", 0)])
def test_it_is_searched_by_who_and_about_whom(client: FlaskClient, query: str, found: int) -> None:
    assert client.get(f"/api/v1/audit-events?{query}").get_json()["total"] == found


def test_nothing_else_may_be_asked(client: FlaskClient) -> None:
    assert client.get("/api/v1/audit-events?order=at").status_code == 422
    assert client.delete("/api/v1/audit-events").status_code == 405


def test_the_auditor_reads_who_opened_whom_and_why(
    client: FlaskClient, production: Settings, engine: Engine
) -> None:
    vault = Vault(production.keys)
    with make_session(engine, vault) as session:
        account, _ = create_account(
            Acting(session, Principal.operator("test"), NOW), "wang", Role.STREET_OFFICER, area=OURS
        )
        student = a_student(vault, place=THEIRS)
        session.add(student)
        session.flush()
        who = replace(PRINCIPALS[Role.STREET_OFFICER], account=account.id)
        break_glass(Acting(session, who, NOW), student.ref, "孩子今夜失联，急寻家人")
        session.commit()
        ref = student.ref
    (opened,) = client.get("/api/v1/broken-glass").get_json()["items"]
    assert (opened["account"], opened["student"], opened["reason"]) == ("wang", ref, "孩子今夜失联，急寻家人")
    last = client.get("/api/v1/audit-events").get_json()["items"][0]
    assert (last["act"], last["fields"]) == ("glass.read", ["reason"])
    assert last["details"] == {"records": [opened["ref"]]}
