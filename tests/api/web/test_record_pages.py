"""Companies and openings filled in and edited on the desk: what was typed is never lost."""

import re

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from tests.api.web.conftest import Desk
from tests.api.web.invented import form_token

POSTED = {
    "title": "仓库文员",
    "headcount": "2",
    "place": "无锡市锡山区",
    "wage": "5000-6000",
    "valid_to": "2099-12-31",
    "duties": "登记出入库",
}


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    client = create_app(desk.settings).test_client()
    client.get("/companies?lang=en")
    return client


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields and texts of the page's form, as a browser would send them."""
    form = page[page.index('<form class="record"') :]
    found = re.findall(r'<input [^>]*name="([^"]+)"[^>]*?value="([^"]*)"', form)
    return dict(found)


def company_of(client: FlaskClient) -> str:
    found = re.search(r'href="/companies/(\w{20,})"', client.get("/companies").text)
    assert found is not None
    return found[1]


def test_a_company_is_registered_and_its_name_is_taken_from_then_on(client: FlaskClient) -> None:
    told = {"name": "云朵纸品厂", "csrf_token": form_token(client.get("/companies/new").text)}
    answer = client.post("/companies/new", data=told)
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert "Saved." in page
    assert "云朵纸品厂" in page
    again = client.post("/companies/new", data=told)
    assert again.status_code == 422
    assert "There is one already" in again.text


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(client: FlaskClient) -> None:
    told = {"name": "雨滴塑料厂", "uscc": "123", "csrf_token": form_token(client.get("/companies/new").text)}
    answer = client.post("/companies/new", data=told)
    assert answer.status_code == 422
    assert 'value="雨滴塑料厂"' in answer.text
    assert "The unified social credit code has a typing error" in answer.text


def test_whoever_is_slower_hears_what_somebody_else_changed(client: FlaskClient) -> None:
    address = f"/companies/{company_of(client)}/edit"
    first = fields_of(client.get(address).text)
    answer = client.post(address, data=first | {"industry": "机械"})
    assert answer.status_code == 303
    slower = client.post(address, data=first | {"industry": "纺织", "size": "50-150人"})
    assert slower.status_code == 412
    assert "Somebody has changed this record" in slower.text
    assert "纺织" in slower.text
    assert "机械" in slower.text
    assert 'value="50-150人"' in slower.text
    assert "Industry" in client.get(address).text


def test_an_opening_is_posted_for_a_company_and_listed_at_once(client: FlaskClient) -> None:
    address = f"/companies/{company_of(client)}/openings/new"
    token = {"csrf_token": form_token(client.get(address).text)}
    refused = client.post(address, data=token | POSTED | {"duties": "登记出入库，男性优先"})
    assert refused.status_code == 422
    assert "The law forbids this wording: 男性优先" in refused.text
    assert 'value="仓库文员"' in refused.text
    answer = client.post(address, data=token | POSTED)
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert '<span class="state">open</span>' in page
    assert "¥5,000–6,000" in page


def test_an_opening_is_edited_through_the_same_gate(client: FlaskClient, desk: Desk) -> None:
    address = f"/openings/{desk.refs['焊工']}/edit"
    told = fields_of(client.get(address).text) | POSTED | {"title": "焊工", "headcount": "0"}
    assert client.post(address, data=told).status_code == 422
    answer = client.post(address, data=told | {"headcount": "5"})
    assert answer.status_code == 303
    assert "0 of 5 filled" in client.get(answer.headers["Location"]).text
