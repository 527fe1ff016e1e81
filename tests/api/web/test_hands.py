"""Who has what in hand, so that somebody else goes on with it."""

import re

import pytest
from flask.testing import FlaskClient

from models.principal import Role
from tests.api.web.invented import Invented, log_in

pytestmark = pytest.mark.xdist_group("invented")


def client_of(invented: Invented, role: Role) -> FlaskClient:
    client = invented.app().test_client()
    log_in(client, role.value, invented.passwords[role.value])
    return client


def test_each_number_leads_to_so_many(invented: Invented) -> None:
    officer = client_of(invented, Role.OFFICER)
    ways = re.findall(r'href="(/(?:shortlists|referrals)\?[^"]+)">([\d,]+)<', officer.get("/hand-over").text)
    assert ways
    for address, count in ways:
        page = officer.get(f"{address.replace('&amp;', '&')}&lang=en").text
        assert f"Found: {count}\n" in page
        assert "Show all" in page


def test_the_morning_leads_there_and_is_marked_as_where_one_is(invented: Invented) -> None:
    officer = client_of(invented, Role.OFFICER)
    assert 'href="/hand-over"' in officer.get("/").text
    for address in ("/hand-over", "/work/services-owed"):
        assert '<a href="/" aria-current="page">' in officer.get(address).text


@pytest.mark.parametrize("role", [Role.STREET_OFFICER, Role.ADMINISTRATOR])
def test_it_is_the_district_officers(invented: Invented, role: Role) -> None:
    assert client_of(invented, role).get("/hand-over").status_code == 403
