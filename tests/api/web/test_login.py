"""Log in as a person does: name and password, then a code, and the own account first."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from time import process_time
from typing import NamedTuple

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select
from werkzeug.test import TestResponse

from api.app import create_app
from api.authentication import LOG_INS_A_MINUTE
from api.services.access.accounts import create_account, disable_account, find_account
from api.services.access.log_in import ATTEMPTS
from api.services.acting import Acting
from api.settings import Settings
from models.account import Account
from models.audit_event import AuditEvent
from models.broken_glass import BrokenGlass
from models.engine import make_session
from models.principal import Principal, Role
from models.vault import Vault
from tests.conftest import FULL_FIGURES
from tests.figures import Figure
from tests.models.samples import a_student

OPERATOR = Principal.operator("test")
OWN = "七个小矮人住在远远的山里 7"
NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)


class Staff(NamedTuple):
    """An account as whoever owns it knows it."""

    login: str
    password: str
    secret: str

    def code(self) -> str:
        return pyotp.TOTP(self.secret).now()


@pytest.fixture
def vault(production: Settings) -> Vault:
    return Vault(production.keys)


@pytest.fixture
def app(production: Settings) -> Flask:
    return create_app(production)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def wang(engine: Engine, vault: Vault, clock: time_machine.Traveller) -> Staff:
    """A street officer who was never here."""
    with make_session(engine, vault) as session:
        account, password = create_account(
            Acting(session, OPERATOR, NOW), "wang", Role.STREET_OFFICER, area="320205001"
        )
        session.commit()
        return Staff("wang", password, account.totp_secret)


def form_token(page: TestResponse) -> str:
    """What a form on a page carries to show that it is ours."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token is not None
    return token[1]


def post(client: FlaskClient, path: str, form_on: str = "/login", **fields: str) -> TestResponse:
    """Fill in a form that stands on a page."""
    return client.post(path, data={"csrf_token": form_token(client.get(form_on)), **fields})


def log_in(client: FlaskClient, staff: Staff, password: str = OWN) -> None:
    assert post(client, "/login", login=staff.login, password=password).location == "/login/code"
    assert post(client, "/login/code", "/login/code", code=staff.code()).location == "/"


def set_up(client: FlaskClient, staff: Staff, clock: time_machine.Traveller) -> None:
    """The first log-in of somebody, up to where everything is open."""
    post(client, "/login", login=staff.login, password=staff.password)
    post(client, "/account/password", "/account", old=staff.password, new=OWN, again=OWN)
    assert post(client, "/account/code", "/account", code=staff.code()).status_code == 303
    clock.shift(60)


def test_the_first_log_in_sets_the_account_up(
    client: FlaskClient, wang: Staff, clock: time_machine.Traveller
) -> None:
    assert client.get("/").location == "/login"
    assert post(client, "/login", login=" Wang", password=wang.password).location == "/login/code"
    assert client.get("/login/code").location == "/"
    assert client.get("/").location == "/account"
    page = client.get("/account").text
    assert "至少有五个不同的字符" in page
    assert wang.secret in page
    assert "<svg" in page
    answer = post(client, "/account/password", "/account", old=wang.password, new=OWN, again=OWN)
    assert answer.location == "/account"
    assert client.get("/").location == "/account"
    assert post(client, "/account/code", "/account", code="000000").status_code == 422
    assert post(client, "/account/code", "/account", code=wang.code()).location == "/"
    assert "已全部设置好。" in client.get("/").text
    assert "街道工作人员" in client.get("/").text
    assert wang.secret not in client.get("/account").text
    assert client.get("/login/code").location == "/"


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("wrong", OWN, OWN),
        (None, OWN, OWN + "x"),
        (None, "short", "short"),
        (None, "a" * 20, "a" * 20),
        (None, "wang-wang-wang", "wang-wang-wang"),
        (None, None, None),
    ],
)
def test_a_bad_new_password_is_refused(
    client: FlaskClient, wang: Staff, old: str | None, new: str | None, again: str | None
) -> None:
    post(client, "/login", login="wang", password=wang.password)
    fields = {"old": old or wang.password, "new": new or wang.password, "again": again or wang.password}
    assert post(client, "/account/password", "/account", **fields).status_code == 422


def test_each_code_is_good_once_and_the_session_changes_with_it(
    app: Flask, client: FlaskClient, wang: Staff, clock: time_machine.Traveller
) -> None:
    set_up(client, wang, clock)
    other = app.test_client()
    post(other, "/login", login="wang", password=OWN)
    begun = other.get_cookie("aixin-session")
    code = wang.code()
    assert other.get("/").location == "/login"
    assert post(other, "/login/code", "/login/code", code="x").location == "/login/code?refused=1"
    assert post(other, "/login/code", "/login/code", code=code).location == "/"
    complete = other.get_cookie("aixin-session")
    assert begun is not None
    assert complete is not None
    assert begun.value != complete.value
    third = app.test_client()
    post(third, "/login", login="wang", password=OWN)
    assert post(third, "/login/code", "/login/code", code=code).location == "/login/code?refused=1"


def test_logging_out_ends_the_session_at_the_server(
    client: FlaskClient, wang: Staff, clock: time_machine.Traveller
) -> None:
    set_up(client, wang, clock)
    cookie = client.get_cookie("aixin-session")
    assert cookie is not None
    assert client.get("/logout").status_code == 405
    assert client.post("/logout").status_code == 400
    assert post(client, "/logout", "/").location == "/login"
    client.set_cookie("aixin-session", cookie.value)
    assert client.get("/").location == "/login"


@pytest.mark.parametrize(
    ("pauses", "ends"),
    [([31], True), ([25] * 19, False), ([25] * 20, True)],
)
def test_a_session_ends_when_idle_and_after_a_working_day(
    client: FlaskClient, wang: Staff, clock: time_machine.Traveller, pauses: list[int], *, ends: bool
) -> None:
    set_up(client, wang, clock)
    clock.shift(-60)
    for pause in pauses:
        clock.shift(timedelta(minutes=pause))
        answer = client.get("/")
    assert (answer.location == "/login") is ends


def test_the_cookie_is_the_hosts_own_and_secret(client: FlaskClient, wang: Staff) -> None:
    token = form_token(client.get("/login", base_url="https://aixin.example"))
    answer = client.post(
        "/login",
        base_url="https://aixin.example",
        data={"csrf_token": token, "login": "wang", "password": wang.password},
    )
    (cookie,) = [each for each in answer.headers.getlist("Set-Cookie") if "session" in each]
    assert cookie.startswith("__Host-aixin-session=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie


@pytest.mark.parametrize("path", ["/login", "/login/code", "/logout", "/account/password", "/account/code"])
def test_no_form_of_another_site_does_anything(
    client: FlaskClient, wang: Staff, clock: time_machine.Traveller, path: str
) -> None:
    set_up(client, wang, clock)
    answer = client.post(path, data={"login": "wang", "password": OWN, "csrf_token": "forged"})
    assert answer.status_code == 400


def test_who_fails_five_times_waits_a_quarter_of_an_hour(
    client: FlaskClient, wang: Staff, clock: time_machine.Traveller
) -> None:
    set_up(client, wang, clock)
    for _ in range(5):
        assert post(client, "/login", login="wang", password="wrong").location == "/login?refused=1"
    assert post(client, "/login", login="wang", password=OWN).location == "/login?refused=1"
    clock.shift(timedelta(minutes=16))
    assert post(client, "/login", login="wang", password=OWN).location == "/login/code"


def test_codes_are_not_to_be_guessed(client: FlaskClient, wang: Staff, clock: time_machine.Traveller) -> None:
    set_up(client, wang, clock)
    post(client, "/login", login="wang", password=OWN)
    for _ in range(5):
        post(client, "/login/code", "/login/code", code="000000")
    assert post(client, "/login/code", "/login/code", code=wang.code()).location == "/login/code?refused=1"


def fail_three_ways(app: Flask, engine: Engine) -> list[tuple[object, ...]]:
    """What an unknown, a known and a locked account are answered, and what it took: all but the time."""
    statements: list[str] = []
    event.listen(Engine, "before_cursor_execute", lambda *execution: statements.append(execution[2]))
    answers: list[tuple[object, ...]] = []
    for login, tries in (("nobody", 1), ("wang", 1), ("wang", 7)):
        client = app.test_client()
        for _ in range(tries):
            token = form_token(client.get("/login"))
            statements.clear()
            fields = {"csrf_token": token, "login": login, "password": "wrong"}
            answer = client.post("/login", data=fields)
        headers = {name: value for name, value in answer.headers if name != "X-Request-ID"}
        answers.append((answer.status_code, answer.data, headers, list(statements)))
    return answers


def test_unknown_known_and_locked_are_answered_alike(
    app: Flask, wang: Staff, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def is_password(password_hash: str, _: str) -> bool:
        checked.append(password_hash)
        return False

    monkeypatch.setattr("api.services.access.log_in.is_password", is_password)
    unknown, known, locked = fail_three_ways(app, engine)
    assert unknown == known == locked
    assert len(checked) == 9


@pytest.mark.skipif(not FULL_FIGURES, reason="measures time: make test-long")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_unknown_known_and_locked_take_as_long(
    app: Flask, wang: Staff, clock: time_machine.Traveller, figure: Figure
) -> None:
    client, took = app.test_client(), defaultdict[str, list[float]](list)
    for round_ in range(4 * LOG_INS_A_MINUTE):
        for name, login in (("unknown", f"nobody{round_}"), ("known", "wang"), ("locked", "wang")):
            address = "10.0.0.9" if name == "locked" else f"10.1.{round_}.1"
            fields = {"csrf_token": form_token(client.get("/login")), "login": login, "password": "wrong"}
            began = process_time()  # what else the machine does is not to count
            client.post("/login", data=fields, environ_base={"REMOTE_ADDR": address})
            took[name].append(process_time() - began)
        clock.shift(3)  # else the address is held back
    medians = [median(times[ATTEMPTS:]) for times in took.values()]
    gap = max(medians) - min(medians)
    assert gap < 0.005
    figure(19, f"unknown, known and locked accounts: medians {1000 * gap:.2f} ms apart")


def test_a_disabled_account_is_dead_at_once(
    client: FlaskClient, wang: Staff, engine: Engine, vault: Vault, clock: time_machine.Traveller
) -> None:
    set_up(client, wang, clock)
    assert client.get("/").status_code == 200
    with make_session(engine, vault) as session:
        disable_account(Acting(session, OPERATOR, NOW), find_account(session, "wang"), "离职")
        session.commit()
    assert client.get("/").location == "/login"
    assert post(client, "/login", login="wang", password=OWN).location == "/login?refused=1"


def test_breaking_the_glass_opens_one_student_for_some_hours(
    client: FlaskClient, wang: Staff, engine: Engine, vault: Vault, clock: time_machine.Traveller
) -> None:
    with make_session(engine, vault) as session:
        student = a_student(vault, place="320205002")
        session.add(student)
        session.commit()
        ref, number = student.ref, student.id_number
    set_up(client, wang, clock)
    assert post(client, "/break-glass", "/break-glass", student=ref, reason="x").status_code == 422
    assert post(client, "/break-glass", "/break-glass", student="x", reason="孩子今夜失联").status_code == 422
    reason = "孩子今夜失联，急寻家人"
    assert post(client, "/break-glass", "/break-glass", student="none", reason=reason).status_code == 404
    answer = post(client, "/break-glass", "/break-glass", student=number, reason=reason)
    assert answer.status_code == 201
    assert ref in answer.text
    with make_session(engine, vault, read_only=True) as session:
        opened = session.scalars(select(BrokenGlass)).one()
        assert (opened.reason, opened.student) == (reason, ref)
        assert opened.until - opened.at == timedelta(hours=3)
        event = session.scalars(select(AuditEvent).where(AuditEvent.act == "glass.broken")).one()
        assert (event.actor, event.subject_ref) == ("account:wang", ref)
        assert reason not in str(event.details)


def test_what_is_kept_of_an_account_tells_no_password_and_no_secret(
    engine: Engine, vault: Vault, wang: Staff
) -> None:
    with make_session(engine, vault, read_only=True) as session:
        account = session.scalars(select(Account)).one()
        kept = repr([getattr(account, column.key) for column in Account.__table__.columns])
    assert wang.password not in kept
    assert wang.secret not in kept
    assert "argon2id" in kept
