"""The yearly report on the desk."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from models.principal import Role
from tests.api.web.invented import Invented, log_in

pytestmark = pytest.mark.xdist_group("invented")


@pytest.fixture(scope="module")
def leader(invented: Invented) -> FlaskClient:
    client = invented.app().test_client()
    log_in(client, Role.LEADER.value, invented.passwords[Role.LEADER.value])
    return client


def test_a_leaders_first_page_is_the_report_of_this_year(leader: FlaskClient) -> None:
    page = leader.get("/", follow_redirects=True)
    assert page.status_code == 200
    assert page.text.count("<figure") >= 7
    assert "登记爱心企业" in page.text


def test_numbers_are_those_of_the_document(leader: FlaskClient) -> None:
    figures = {each["id"]: each for each in leader.get("/api/v1/reports/2025").json["figures"]}
    page = leader.get("/reports/2025").text
    for figure in ("companies_registered", "dropouts_over_fees"):
        assert f"<dd>{int(figures[figure]['value'])}</dd>" in page


def test_the_public_one_withholds_more(leader: FlaskClient) -> None:
    inside, outside = (leader.get(f"/reports/2025?audience={each}").text for each in ("internal", "public"))
    assert outside.count("＊") > inside.count("＊") > 0


def test_a_workbook_holds_the_same_tables(leader: FlaskClient) -> None:
    answer = leader.get("/reports/2025.xlsx?lang=en")
    book = load_workbook(BytesIO(answer.data))
    assert "Figures" in book.sheetnames
    assert len(book.sheetnames) >= 8


@pytest.mark.parametrize("address", ["/reports/1999", "/reports/2999", "/reports/2025?audience=everybody"])
def test_what_there_is_no_report_of_is_not_found(leader: FlaskClient, address: str) -> None:
    assert leader.get(address).status_code == 404


@pytest.mark.parametrize("role", [Role.STREET_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_it_is_for_those_who_see_the_whole_district(invented: Invented, role: Role) -> None:
    client = invented.app().test_client()
    log_in(client, role.value, invented.passwords[role.value])
    assert client.get("/reports/2025").status_code == 403
