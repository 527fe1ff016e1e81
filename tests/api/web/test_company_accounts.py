"""Accounts of a company on its officers' desk: given, renewed, shut."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.company import Company
from models.engine import make_engine, make_session
from models.principal import Role
from models.vault import Vault
from tests.api.web.filled_forms import send
from tests.api.web.invented import Invented, log_in

pytestmark = pytest.mark.xdist_group("invented")


@pytest.fixture(scope="module")
def officer(invented: Invented) -> FlaskClient:
    return client_of(invented, Role.OFFICER)


@pytest.fixture(scope="module")
def companies(invented: Invented) -> dict[bool, str]:
    """The pages of the accounts of a company whose credit code is known, and of one of which it is not."""
    engine = make_engine(invented.settings.database_url)
    with make_session(engine, Vault(invented.settings.keys)) as session:
        known = session.scalars(select(Company).where(Company.uscc.is_not(None)).order_by(Company.id)).first()
        unknown = Company(name="无代码公司", name_key="无代码公司")
        session.add(unknown)
        session.commit()
        assert known is not None
        found = {True: f"/companies/{known.ref}/accounts", False: f"/companies/{unknown.ref}/accounts"}
    engine.dispose()
    return found


def test_a_company_gets_an_account_that_logs_in(
    officer: FlaskClient, companies: dict[bool, str], invented: Invented
) -> None:
    here = companies[True]
    assert here in officer.get(here.removesuffix("/accounts")).text
    made = send(officer, f"{here}?lang=en", here, login="yun.hr", name="人事")
    assert made.status_code == 201
    password = password_of(made.text)
    assert password not in officer.get(here).text
    company = invented.app().test_client()
    log_in(company, "yun.hr", password)
    assert company.get("/students").status_code == 403


def test_what_is_wrong_is_said_and_what_was_typed_stays(
    officer: FlaskClient, companies: dict[bool, str]
) -> None:
    here = companies[True]
    answer = send(officer, f"{here}?lang=en", here, login="officer", name="某人")
    assert answer.status_code == 422
    assert "There is an account officer already" in answer.text
    assert 'value="某人"' in answer.text


def test_a_forgotten_password_is_renewed_and_who_leaves_is_shut(
    officer: FlaskClient, companies: dict[bool, str]
) -> None:
    here = companies[True]
    send(officer, f"{here}?lang=en", here, login="yun.two")
    one = re.findall(rf'action="({here}/\w+)"', officer.get(here).text)[-1]
    renewed = send(officer, here, one, act="password")
    assert renewed.status_code == 201
    assert password_of(renewed.text)
    assert "Give the reason" in send(officer, f"{here}?lang=en", one, act="shut", reason=" ").text
    assert "离职" in send(officer, here, one, act="shut", reason="离职").text
    assert one not in officer.get(here).text


def test_a_company_without_a_code_is_told_of_first(officer: FlaskClient, companies: dict[bool, str]) -> None:
    page = officer.get(f"{companies[False]}?lang=en").text
    assert "First enter the company" in page
    assert 'name="login"' not in page


def test_another_companys_account_is_none(officer: FlaskClient, companies: dict[bool, str]) -> None:
    page = officer.get(companies[True]).text
    one = re.findall(rf'action="{companies[True]}/(\w+)"', page)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    for ref in (*one[:1], "none"):
        answer = officer.post(f"{companies[False]}/{ref}", data={"csrf_token": token[1], "act": "password"})
        assert answer.status_code == 404


def test_street_officers_give_none(invented: Invented, companies: dict[bool, str]) -> None:
    assert client_of(invented, Role.STREET_OFFICER).get(companies[True]).status_code == 403


def client_of(invented: Invented, role: Role) -> FlaskClient:
    client = invented.app().test_client()
    log_in(client, role.value, invented.passwords[role.value])
    return client


def password_of(page: str) -> str:
    found = re.findall(r"<code>([^<]+)</code>", page)
    assert len(found) == 2
    return str(found[1])
