"""The administrator's pages of accounts: made, handed over, reset, shut and opened again."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from models.principal import Role
from tests.api.web.invented import Invented, form_token, log_in

pytestmark = pytest.mark.xdist_group("invented")


@pytest.fixture(scope="module")
def administrator(invented: Invented) -> FlaskClient:
    return logged_in(invented, Role.ADMINISTRATOR)


@pytest.fixture
def wang(administrator: FlaskClient) -> Iterator[str]:
    """The address of an account made for a test, which is shut at the end."""
    answer = send(administrator, "/accounts", login="wang", name="王某", role="leader")
    assert answer.status_code in (201, 422)
    address = link_of(administrator, "wang")
    act(administrator, address, "enable")
    yield address
    act(administrator, address, "disable", reason="离职")


def test_an_account_is_made_and_its_password_shown_once(
    administrator: FlaskClient, invented: Invented
) -> None:
    made = send(administrator, "/accounts?lang=en", login="Zhao", name="赵某", role="leader")
    assert made.status_code == 201
    password = password_of(made.text)
    assert "not set up yet" in administrator.get(f"{link_of(administrator, 'zhao')}?lang=en").text
    assert password not in administrator.get("/accounts").text
    zhao = invented.app().test_client()
    log_in(zhao, "zhao", password)
    assert zhao.get("/").status_code == 303


def test_what_is_wrong_stands_above_the_form_and_nothing_typed_is_lost(administrator: FlaskClient) -> None:
    answer = send(administrator, "/accounts?lang=en", login="zhou", name="周某", role="street_officer")
    assert answer.status_code == 422
    assert "A street officer needs a street" in answer.text
    assert 'value="zhou"' in answer.text
    assert "zhou" not in administrator.get("/accounts").text
    taken = send(administrator, "/accounts?lang=en", login="officer", role="officer")
    assert "There is an account officer already" in taken.text


def test_a_company_without_a_code_is_none(administrator: FlaskClient) -> None:
    answer = send(administrator, "/accounts?lang=en", login="mould", role="company", company="1")
    assert (answer.status_code, "There is no company" in answer.text) == (422, True)


def test_who_leaves_is_shut_with_a_reason_and_opened_again(administrator: FlaskClient, wang: str) -> None:
    assert "Give the reason" in act(administrator, wang, "disable", lang="en", reason=" ").text
    act(administrator, wang, "disable", reason="调离")
    assert "调离" in administrator.get(wang).text
    act(administrator, wang, "enable")
    assert "调离" not in administrator.get(wang).text


def test_who_forgot_the_password_gets_another(
    administrator: FlaskClient, wang: str, invented: Invented
) -> None:
    first, second = (password_of(act(administrator, wang, "password").text) for _ in range(2))
    assert first != second
    log_in(invented.app().test_client(), "wang", second)


def test_who_lost_the_phone_sets_up_another(administrator: FlaskClient, wang: str) -> None:
    told = act(administrator, wang, "factor", lang="en")
    assert told.status_code == 303


def test_nobody_shuts_their_own(administrator: FlaskClient) -> None:
    own = link_of(administrator, "administrator")
    assert 'value="disable"' not in administrator.get(own).text
    answer = act(administrator, own, "disable", lang="en", reason="离职")
    assert (answer.status_code, "their own account" in answer.text) == (422, True)


def test_a_form_that_somebody_overtook_changes_nothing(administrator: FlaskClient, wang: str) -> None:
    before = version_of(administrator.get(wang).text)
    act(administrator, wang, "password")
    late = send(administrator, wang, act="disable", reason="离职", version=before, back=wang)
    assert late.status_code == 412
    assert 'role="alert"' in late.text
    assert version_of(administrator.get(wang).text) == before + 1


def test_an_act_that_is_none_is_not_done(administrator: FlaskClient, wang: str) -> None:
    assert act(administrator, wang, "promote").status_code == 400


def test_nobody_else_comes_in(invented: Invented, wang: str) -> None:
    officer = logged_in(invented, Role.OFFICER)
    assert officer.get("/accounts").status_code == 403
    assert officer.get(wang).status_code == 403


def logged_in(invented: Invented, role: Role) -> FlaskClient:
    client = invented.app().test_client()
    log_in(client, role.value, invented.passwords[role.value])
    return client


def send(client: FlaskClient, address: str, **fields: object) -> TestResponse:
    return client.post(address, data={"csrf_token": form_token(client.get("/accounts").text), **fields})


def act(client: FlaskClient, address: str, name: str, lang: str = "zh_CN", **fields: object) -> TestResponse:
    version = version_of(client.get(address).text)
    return send(client, f"{address}?lang={lang}", act=name, version=version, **fields)


def link_of(client: FlaskClient, login: str) -> str:
    found = re.search(rf'href="(/accounts/\w+)">{login}<', client.get("/accounts").text)
    assert found is not None
    return found[1]


def password_of(page: str) -> str:
    found = re.search(r"<code>([^<]+)</code>", page)
    assert found is not None
    return found[1]


def version_of(page: str) -> int:
    found = re.search(r'name="version" value="(\d+)"', page)
    return int(found[1]) if found else 1
