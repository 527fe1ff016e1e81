"""Companies on the desk: the registry, a company's record, and how one works with it."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from api.app import create_app
from api.services.acting import Acting
from api.services.aid.pledge import make_pledge
from models.audit_event import AuditEvent
from models.engine import make_engine, make_session
from models.principal import Principal
from models.queries import companies, students
from models.vault import Vault
from tests.api.web.conftest import Desk
from tests.api.web.invented import form_token

NAME = "锡东暖心机械厂"
OPERATOR = Principal.operator("tests")


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    client = create_app(desk.settings).test_client()
    client.get("/companies?lang=en")
    return client


@pytest.fixture
def ref(client: FlaskClient) -> str:
    found = re.search(rf'href="/companies/(\w+)">{NAME}', client.get("/companies").text)
    assert found is not None
    return found[1]


def kept(desk: Desk, ref: str) -> dict[str, Any]:
    engine = make_engine(desk.settings.database_url)
    with make_session(engine, Vault(desk.settings.keys), read_only=True) as session:
        company = companies.get(session, ref)
        assert company is not None
        found = {
            "status": company.status.value,
            "reason": company.suspended_reason,
            "trusted": company.trusted,
        }
    engine.dispose()
    return found


def post(client: FlaskClient, address: str, **fields: str) -> str:
    """Send a form that stands on the company's record, and read what is said on the next page."""
    stood = address.rpartition("/")[0]
    page = client.get(stood).text
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    sent = {"csrf_token": form_token(page), "back": stood, "version": version[1]} | fields
    answer = client.post(address, data=sent)
    return answer.text if answer.status_code >= 400 else client.get(answer.headers["Location"]).text


def search(client: FlaskClient, text: str, address: str = "/companies") -> str:
    token = form_token(client.get(address).text)
    answer = client.post(address, data={"q": text, "csrf_token": token})
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("text", ["暖心", "锡东暖心机械厂"])
def test_words_find_by_name(client: FlaskClient, text: str) -> None:
    assert "Found: 1" in search(client, text)


def test_what_no_company_is_called_finds_none_and_says_what_to_do(client: FlaskClient) -> None:
    page = search(client, "无此公司")
    assert "No company found" in page
    assert "Show all" in page


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("status=active", True),
        ("status=suspended", False),
        ("openings=yes", True),
        ("unverified=yes", True),
        ("place=320205", False),
        ("industry=nonsense&sort=nonsense", True),
        ("sort=name", True),
        ("sort=-joined", True),
    ],
)
def test_filters_stand_in_the_address(client: FlaskClient, query: str, there: bool) -> None:
    assert (NAME in client.get(f"/companies?{query}").text) is there


def test_the_record_names_what_is_unknown_what_waits_and_the_openings(
    client: FlaskClient, ref: str, desk: Desk
) -> None:
    page = client.get(f"/companies/{ref}").text
    assert "Not known: Unified social credit code" in page
    assert "Its credit code is not known" in page
    assert f'<a href="/openings/{desk.refs["会计"]}">会计</a>' in page
    assert "0 of 2 filled" in page


def test_a_company_that_there_is_not(client: FlaskClient) -> None:
    assert client.get("/companies/nobody").status_code == 404


def test_a_company_is_suspended_with_a_reason_and_taken_up_again(
    client: FlaskClient, ref: str, desk: Desk
) -> None:
    said = post(client, f"/companies/{ref}/suspend", reason="  ")
    assert "Some fields cannot be accepted" in said
    assert kept(desk, ref)["status"] == "active"
    said = post(client, f"/companies/{ref}/suspend", reason="拖欠工资")
    assert "Suspended." in said
    assert "拖欠工资" in said
    assert kept(desk, ref) | {"trusted": None} == {
        "status": "suspended",
        "reason": "拖欠工资",
        "trusted": None,
    }
    assert "closed" in said  # its openings
    assert "The company is suspended" in post(client, f"/companies/{ref}/suspend", reason="又一次")
    assert "Taken up again." in post(client, f"/companies/{ref}/resume")
    assert kept(desk, ref)["status"] == "active"


def test_its_posts_are_listed_at_once_or_looked_at_first(client: FlaskClient, ref: str, desk: Desk) -> None:
    assert "listed at once" in post(client, f"/companies/{ref}/trust", trusted="yes")
    assert kept(desk, ref)["trusted"] is True
    assert "looks at its openings first" in post(client, f"/companies/{ref}/trust", trusted="no")
    assert kept(desk, ref)["trusted"] is False


def test_a_form_of_an_older_version_does_nothing(client: FlaskClient, ref: str, desk: Desk) -> None:
    said = post(client, f"/companies/{ref}/suspend", reason="旧表单", version="0")
    assert "Somebody has changed this" in said
    assert kept(desk, ref)["status"] == "active"


def test_pledges_are_told_by_term_and_looking_is_kept(client: FlaskClient, desk: Desk, ref: str) -> None:
    engine = make_engine(desk.settings.database_url)
    with make_session(engine, Vault(desk.settings.keys)) as session:
        company, student = companies.get(session, ref), students.get(session, desk.refs["赵小满"])
        assert company is not None
        acting = Acting(session, OPERATOR, datetime(2026, 3, 1, tzinfo=UTC))
        make_pledge(acting, company, student, amount=300_000, from_term="2025-2026-2", until_term=None)
        session.commit()
    page = client.get(f"/companies/{ref}?lang=en").text
    assert "2025–2026, second term – for good" in page
    with make_session(engine, Vault(desk.settings.keys), read_only=True) as session:
        looks = select(AuditEvent).where(AuditEvent.act == "pledges.read", AuditEvent.subject_ref == ref)
        assert [look.details for look in session.scalars(looks)] == [{"refs": [desk.refs["赵小满"]]}]
    engine.dispose()
