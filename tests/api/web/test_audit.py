"""The auditor's pages: the trail in words, searched, checked, taken along."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from models.account import Account
from models.broken_glass import BrokenGlass
from models.engine import make_engine, make_session
from models.principal import Role
from models.vault import Vault
from tests.api.web.invented import Invented, log_in

NOW = datetime.now(UTC)

pytestmark = pytest.mark.xdist_group("invented")


@pytest.fixture(scope="module")
def auditor(invented: Invented) -> FlaskClient:
    client = invented.app().test_client()
    log_in(client, Role.AUDITOR.value, invented.passwords[Role.AUDITOR.value])
    return client


def test_the_trail_is_told_in_words_the_newest_first(auditor: FlaskClient) -> None:
    page = auditor.get("/audit").text
    assert page.index("登录") < page.index("登记服务")


def test_it_is_narrowed_by_what_the_address_says(auditor: FlaskClient) -> None:
    page = auditor.get("/audit?act=placement.recorded&lang=en").text
    rows = page[page.index("<tbody>") :]
    assert "Placement recorded" in rows
    assert "Service logged" not in rows
    assert "Nothing in the trail fits this" in auditor.get("/audit?since=2090-01-01").text
    assert "Nothing in the trail fits this" not in auditor.get("/audit?since=2020-01-01").text
    assert "Nothing in the trail fits this" in auditor.get("/audit?until=2020-01-01&lang=en").text


def test_a_day_that_is_none_is_not_asked_for(auditor: FlaskClient) -> None:
    assert "<tbody>" in auditor.get("/audit?since=yesterday").text


def test_what_was_denied_is_found(auditor: FlaskClient) -> None:
    assert auditor.get("/students").status_code == 403
    page = auditor.get("/audit?denied=yes&lang=en").text
    assert "Denied" in page[page.index("<tbody>") :]


def test_who_acted_is_found_and_told_by_the_name_to_log_in_with(auditor: FlaskClient) -> None:
    page = auditor.get("/audit?actor=auditor&lang=en").text
    rows = page[page.index("<tbody>") :]
    assert ">auditor</a>" in rows
    assert "account:auditor<" not in rows
    made = auditor.get("/audit?act=account.created&lang=en").text
    assert ">leader</a>" in made
    assert "at the command line" in made


def test_the_first_page_tells_what_was_denied(auditor: FlaskClient) -> None:
    for _ in range(2):
        assert auditor.get("/companies").status_code == 403
    page = auditor.get("/?lang=en").text
    way = re.search(r'href="(/audit\?actor=account%3Aauditor[^"]+)"', page)
    assert way is not None
    assert "Denied" in auditor.get(way[1].replace("&amp;", "&") + "&lang=en").text


def test_emergencies_are_listed_with_their_reasons_and_the_look_is_kept(
    auditor: FlaskClient, invented: Invented
) -> None:
    assert "No record was opened beyond a street" in auditor.get("/?lang=en").text
    engine = make_engine(invented.settings.database_url)
    with make_session(engine, Vault(invented.settings.keys)) as session:
        account = session.scalars(select(Account).where(Account.login == "street_officer")).one()
        told = {"student": "a" * 26, "reason": "孩子今晚失踪", "at": NOW, "until": NOW}
        opened = BrokenGlass(account=account, **told)
        session.add(opened)
        session.commit()
        for address, shown in (("/", False), ("/audit/emergencies", True)):
            page = auditor.get(address).text
            assert "street_officer" in page
            assert ("孩子今晚失踪" in page) == shown
        session.delete(opened)
        session.commit()
    engine.dispose()
    looks = auditor.get("/audit?act=glass.read&lang=en").text
    assert "Emergencies looked through" in looks[looks.index("<tbody>") :]


def test_what_is_found_is_taken_along(auditor: FlaskClient) -> None:
    sheet = load_workbook(
        BytesIO(auditor.get("/audit/events.xlsx?act=placement.recorded&lang=en").data)
    ).active
    assert sheet is not None
    rows = list(sheet.values)
    assert rows[0][:3] == ("No.", "When", "By whom")
    assert {row[3] for row in rows[1:]} == {"Placement recorded"}


def test_a_trail_that_was_changed_is_named(auditor: FlaskClient, invented: Invented) -> None:
    assert "The trail is whole" in auditor.get("/audit/check?lang=en", follow_redirects=True).text
    engine = make_engine(invented.settings.database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit_head SET events = events + 1")
    told = auditor.get("/audit/check", follow_redirects=True).text
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit_head SET events = events - 1")
    engine.dispose()
    assert 'role="alert"' in told
