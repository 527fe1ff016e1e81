"""A company logs in: its password first, a second factor if it likes, and then its own things alone."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pyotp
import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from api.app import create_app
from api.services.access.accounts import create_account, disable_account, find_account
from api.services.access.api_keys import find_holder, issue_key
from api.services.acting import Acting
from api.settings import Settings
from models.engine import make_session
from models.principal import Principal, Role
from models.vault import Vault
from tests.models.samples import a_company, an_opening

OPERATOR = Principal.operator("test")
OWN = "七个小矮人住在远远的山里 7"
NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def registry(production: Settings, engine: Engine) -> Iterator[Session]:
    """The program's own session, to do beside the browser what others do."""
    with make_session(engine, Vault(production.keys)) as session:
        yield session


@pytest.fixture
def yun(registry: Session) -> str:
    """The first password of one of two companies; each has an opening."""
    ours, theirs = (
        a_company(name, uscc=code * 18, verified=True) for name, code in (("云", "1"), ("雨", "2"))
    )
    openings = [an_opening(each, external_ref=f"{each.name}-1") for each in (ours, theirs)]
    registry.add_all([ours, theirs, *openings])
    _, password = create_account(Acting(registry, OPERATOR, NOW), "yun", Role.COMPANY, company=ours)
    registry.commit()
    return password


@pytest.fixture
def client(production: Settings) -> FlaskClient:
    return create_app(production).test_client()


def post(client: FlaskClient, path: str, form_on: str, **fields: str) -> TestResponse:
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(form_on).text)
    assert token is not None
    return client.post(path, data={"csrf_token": token[1], **fields})


def enter(client: FlaskClient, password: str) -> TestResponse:
    """Log in up to where a code may be asked for."""
    post(client, "/login", "/login", login="yun", password=password)
    return client.get("/login/code")


def set_up(client: FlaskClient, password: str) -> None:
    """The first log-in."""
    enter(client, password)
    post(client, "/account/password", "/account", old=password, new=OWN, again=OWN)


def test_the_first_log_in_asks_for_a_password_and_no_more(client: FlaskClient, yun: str) -> None:
    enter(client, yun)
    assert client.get("/").location == "/account"
    assert client.get("/api/v1/openings").status_code == 403
    answer = post(client, "/account/password", "/account", old=yun, new=OWN, again=OWN)
    assert answer.status_code == 303
    page = client.get("/account").text
    assert "请先完成以下设置" not in page
    assert "<svg" in page
    assert client.get("/", follow_redirects=True).status_code == 200


def test_a_second_factor_is_asked_for_once_it_is_set_up(
    client: FlaskClient, yun: str, clock: time_machine.Traveller, registry: Session
) -> None:
    set_up(client, yun)
    secret = find_account(registry, "yun").totp_secret
    registry.rollback()
    assert post(client, "/account/code", "/account", code=pyotp.TOTP(secret).now()).status_code == 303
    post(client, "/logout", "/account")
    clock.shift(60)
    assert enter(client, OWN).status_code == 200
    assert client.get("/").location == "/login"
    assert post(client, "/login/code", "/login/code", code=pyotp.TOTP(secret).now()).location == "/"
    assert client.get("/", follow_redirects=True).status_code == 200


def test_a_company_sees_its_own_and_nobody(client: FlaskClient, yun: str) -> None:
    set_up(client, yun)
    items = client.get("/api/v1/openings").json["items"]
    assert [each["external_ref"] for each in items] == ["云-1"]
    assert client.get("/api/v1/openings/雨-1").status_code == 404
    assert client.get("/api/v1/students").status_code == 403
    assert client.get("/students").status_code == 403


def test_a_suspended_company_is_told_so_and_may_leave(
    client: FlaskClient, yun: str, registry: Session
) -> None:
    set_up(client, yun)
    company = find_account(registry, "yun").company
    assert company is not None
    company.suspend("拖欠工资", NOW)
    registry.commit()
    page = client.get("/")
    assert page.status_code == 403
    assert "该企业已被暂停" in page.text
    assert "拖欠" not in page.text
    assert client.get("/api/v1/openings").json["code"] == "COMPANY_SUSPENDED"
    assert post(client, "/logout", "/account").location == "/login"
    company.resume()
    registry.commit()
    enter(client, OWN)
    assert client.get("/", follow_redirects=True).status_code == 200


def test_a_key_of_an_account_knows_that_its_company_is_suspended(registry: Session, yun: str) -> None:
    account = find_account(registry, "yun")
    _, words = issue_key(Acting(registry, OPERATOR, NOW), account)
    company = account.company
    assert company is not None
    company.suspend("拖欠工资", NOW)
    registry.flush()
    holder = find_holder(registry, words, NOW)
    assert holder is not None
    assert (holder.suspended, holder.principal.company) == (True, company.id)


def test_a_disabled_account_is_dead_at_once(client: FlaskClient, yun: str, registry: Session) -> None:
    set_up(client, yun)
    disable_account(Acting(registry, OPERATOR, NOW), find_account(registry, "yun"), "离职")
    registry.commit()
    assert client.get("/").location == "/login"
    assert client.get("/api/v1/openings").status_code == 401
    enter(client, OWN)
    assert client.get("/").location == "/login"
