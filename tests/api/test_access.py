"""Nobody gets further than their own door, and what they do there is kept or not done."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from flask.views import MethodView
from sqlalchemy import Engine, select

from api.access import UndeclaredRoute, check_routes, open_to, public
from api.app import create_app
from api.extensions import NoPrincipal, audit, reading, writing
from api.settings import Settings
from models.audit import Act, find_break
from models.audit_event import AuditEvent, Outcome
from models.engine import make_session
from models.principal import Role
from models.student import Student
from models.title_correction import TitleCorrection
from models.vault import Vault
from tests.api.askers import OURS, PRINCIPALS, THEIRS, Asker
from tests.conftest import FULL_FIGURES
from tests.models.samples import a_student


class Titles(MethodView):
    @open_to(Role.OFFICER, Role.COMPANY)
    def get(self) -> str:
        return ""

    @open_to(Role.OFFICER)
    def post(self) -> tuple[str, int]:
        writing().add(TitleCorrection(title_key="a", title="A", occupation="1", actor="a", at=NOW))
        audit(Act("title.corrected"))
        return "", STATUS[0]


NOW = datetime(2026, 11, 1, tzinfo=UTC)
STATUS = [201]


@open_to(Role.OFFICER, Role.STREET_OFFICER)
def students() -> list[str]:
    audit(Act("students.read", fields=("name",)))
    return [student.place or "" for student in reading().scalars(select(Student).order_by(Student.id))]


@public
def forgetful() -> str:
    return str(reading())


@pytest.fixture
def asker() -> Asker:
    return Asker()


@pytest.fixture
def app(production: Settings, asker: Asker, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setattr("api.app.authenticate", asker.authenticate)
    STATUS[0] = 201
    app = create_app(production)
    app.add_url_rule("/api/students", view_func=students)
    app.add_url_rule("/api/titles", view_func=Titles.as_view("titles"))
    app.add_url_rule("/api/forgetful", view_func=forgetful)
    app.add_url_rule("/page", endpoint="page", view_func=students)
    check_routes(app)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer of a key, so that no form is needed"
    return client


def trail(engine: Engine, vault: Vault) -> list[tuple[str, str, Outcome]]:
    with make_session(engine, vault, read_only=True) as session:
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        return [(event.actor, event.act, event.outcome) for event in events]


def titles(engine: Engine) -> int:
    with make_session(engine, None, read_only=True) as session:
        return len(session.scalars(select(TitleCorrection)).all())


@pytest.fixture
def vault(production: Settings) -> Vault:
    return Vault(production.keys)


@pytest.fixture(autouse=True)
def district(engine: Engine, vault: Vault) -> None:
    with make_session(engine, vault) as session:
        for number, place in enumerate((OURS, THEIRS)):
            session.add(a_student(vault, id_number=f"32020520060901{number:03}X", place=place))
        session.commit()


@pytest.mark.parametrize("role", PRINCIPALS)
def test_a_route_is_open_to_those_whom_it_names(client: FlaskClient, asker: Asker, role: Role) -> None:
    asker.who = PRINCIPALS[role]
    seen = {Role.OFFICER: 200, Role.STREET_OFFICER: 200}.get(role, 403)
    assert client.get("/api/students").status_code == seen
    assert client.head("/api/students").status_code == seen
    assert client.get("/api/titles").status_code == (200 if role in (Role.OFFICER, Role.COMPANY) else 403)
    assert client.post("/api/titles").status_code == (201 if role is Role.OFFICER else 403)
    assert client.get("/healthz").status_code == 200


def test_a_stranger_is_asked_who_they_are(client: FlaskClient) -> None:
    answer = client.get("/api/students")
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.get_json()["code"] == "UNAUTHENTICATED"
    assert client.get("/api/nothing-of-the-kind").get_json()["code"] == "NOT_FOUND"


def test_a_denial_is_refused_and_kept(
    client: FlaskClient, asker: Asker, engine: Engine, vault: Vault
) -> None:
    asker.who = PRINCIPALS[Role.LEADER]
    assert client.get("/api/students").get_json()["code"] == "FORBIDDEN"
    assert trail(engine, vault) == [("account:c", "route.denied", Outcome.DENIED)]


def test_everybody_sees_their_own(client: FlaskClient, asker: Asker) -> None:
    asker.who = PRINCIPALS[Role.OFFICER]
    assert client.get("/api/students").get_json() == [OURS, THEIRS]
    asker.who = PRINCIPALS[Role.STREET_OFFICER]
    assert client.get("/api/students").get_json() == [OURS]


def test_a_look_is_kept(client: FlaskClient, asker: Asker, engine: Engine, vault: Vault) -> None:
    asker.who = PRINCIPALS[Role.STREET_OFFICER]
    client.get("/api/students")
    assert trail(engine, vault) == [("account:b", "students.read", Outcome.DONE)]
    with make_session(engine, vault, read_only=True) as session:
        assert find_break(session) is None


def test_without_a_trail_nothing_is_told_and_nothing_done(
    client: FlaskClient, asker: Asker, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left")

    asker.who = PRINCIPALS[Role.OFFICER]
    monkeypatch.setattr("api.extensions.record", fail)
    answer = client.get("/api/students")
    assert answer.status_code == 500
    assert OURS not in json.dumps(answer.get_json())
    for _ in range(500 if FULL_FIGURES else 10):
        assert client.post("/api/titles").status_code == 500
    assert titles(engine) == 0


@pytest.mark.parametrize("status", [201, 303, 409, 500])
def test_only_an_answer_of_success_is_committed(
    client: FlaskClient, asker: Asker, engine: Engine, vault: Vault, status: int
) -> None:
    asker.who = PRINCIPALS[Role.OFFICER]
    STATUS[0] = status
    assert client.post("/api/titles").status_code == status
    assert titles(engine) == len(trail(engine, vault)) == (status < 400)


def test_what_breaks_off_is_not_committed(
    app: Flask, client: FlaskClient, asker: Asker, engine: Engine, vault: Vault
) -> None:
    @app.post("/api/broken")
    @open_to(Role.OFFICER)
    def broken() -> str:
        writing().add(TitleCorrection(title_key="a", title="A", occupation="1", actor="a", at=NOW))
        writing().flush()
        audit(Act("title.corrected"))
        abort(409)

    asker.who = PRINCIPALS[Role.OFFICER]
    assert client.post("/api/broken").status_code == 409
    assert titles(engine) == 0
    assert trail(engine, vault) == []


def test_nobody_reads_without_being_somebody(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    assert client.get("/api/forgetful").status_code == 500
    assert NoPrincipal.__name__ in [vars(record).get("error") for record in caplog.records]


class Half(MethodView):
    @public
    def get(self) -> str:
        return ""

    def post(self) -> str:
        return ""


@pytest.mark.parametrize("view", [lambda: "", Half.as_view("half")])
def test_no_app_starts_with_a_route_that_does_not_say_whom_it_is_open_to(app: Flask, view: object) -> None:
    app.add_url_rule("/undeclared", "undeclared", view)  # type: ignore[arg-type]
    with pytest.raises(UndeclaredRoute, match="undeclared"):
        check_routes(app)


def test_what_does_not_say_whom_it_is_open_to_is_shut_to_all(app: Flask, asker: Asker) -> None:
    app.add_url_rule("/api/undeclared", "undeclared", lambda: "open")
    asker.who = PRINCIPALS[Role.OFFICER]
    assert app.test_client().get("/api/undeclared").status_code == 403


def test_whoever_is_not_set_up_yet_gets_to_their_account_only(
    client: FlaskClient, app: Flask, asker: Asker
) -> None:
    asker.who, asker.ready = PRINCIPALS[Role.OFFICER], False
    assert client.get("/api/students").status_code == 403
    assert client.get("/page").location == "/account"


def test_a_key_to_read_changes_nothing(client: FlaskClient, asker: Asker, engine: Engine) -> None:
    asker.who = replace(PRINCIPALS[Role.OFFICER], read_only=True)
    assert client.get("/api/titles").status_code == 200
    assert client.post("/api/titles").status_code == 403
    assert titles(engine) == 0


def test_a_browser_changes_nothing_without_a_form_of_ours(app: Flask, asker: Asker, engine: Engine) -> None:
    asker.who = PRINCIPALS[Role.OFFICER]
    answer = app.test_client().post("/api/titles")
    assert (answer.status_code, answer.get_json()["code"]) == (400, "FORM_TOKEN")
    assert titles(engine) == 0
