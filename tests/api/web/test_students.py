"""The registry of students on the desk: to search, to filter, to leaf through."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from flask.testing import FlaskClient

from models.queries.listed_students import ORDERS
from tests.api.web.conftest import Desk
from tests.api.web.invented import form_token


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    client = desk.client
    client.get("/students?lang=en")
    return client


def search(client: FlaskClient, text: str, address: str = "/students", **filters: str) -> str:
    token = form_token(client.get(address).text)
    answer = client.post(address, data={"q": text, "csrf_token": token} | filters)
    assert answer.status_code == 200
    return answer.text


def test_everybody_is_there_with_a_way_to_the_file_and_to_the_shortlist(
    client: FlaskClient, desk: Desk
) -> None:
    page = client.get("/students").text
    assert "Found: 2" in page
    for name in ("赵小满", "钱立夏"):
        assert f'<a href="/students/{desk.refs[name]}">{name}</a>' in page
        assert f'<a href="/students/{desk.refs[name]}/shortlist">' in page


@pytest.mark.parametrize(("day", "may_work"), [(date(2019, 3, 31), False), (date(2019, 4, 1), True)])
def test_to_the_shortlist_leads_a_way_from_sixteen(
    client: FlaskClient, desk: Desk, day: date, may_work: bool
) -> None:
    record = f"/students/{desk.refs['赵小满']}"
    with time_machine.travel(datetime.combine(day, time(12), UTC), tick=False):
        for page in ("/students", record):
            assert (f'href="{record}/shortlist"' in client.get(page).text) is may_work


@pytest.mark.parametrize("text", ["小满", "锡山试验", "会计核算", "锡山区"])
def test_words_find_by_name_school_skill_and_place(client: FlaskClient, text: str) -> None:
    assert "赵小满" in search(client, text)


def test_a_reference_finds_one(client: FlaskClient, desk: Desk) -> None:
    page = search(client, desk.refs["钱立夏"])
    assert "Found: 1" in page
    assert "赵小满" not in page


def test_what_nobody_is_called_finds_nobody_and_says_what_to_do(client: FlaskClient) -> None:
    page = search(client, "孙大圣")
    assert "Nobody found" in page
    assert "Show everybody" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("state=employed", {"钱立夏"}),
        ("seeking=yes", {"赵小满"}),
        ("stage=in-school", set()),
        ("stage=out-of-school", {"赵小满", "钱立夏"}),
        ("education=college", {"赵小满", "钱立夏"}),
        ("education=doctor", set()),
        ("street=320205001", set()),
        ("state=employed&seeking=yes", set()),
        ("state=nonsense&street=1&sort=name", {"赵小满", "钱立夏"}),
    ],
)
def test_filters_stand_in_the_address(client: FlaskClient, query: str, names: set[str]) -> None:
    page = client.get(f"/students?{query}").text
    assert {name for name in ("赵小满", "钱立夏") if name in page} == names


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_is_one(client: FlaskClient, order: str) -> None:
    assert "Found: 2" in client.get(f"/students?sort={order}").text


def test_the_last_registered_come_first_if_so_wished(client: FlaskClient) -> None:
    page = client.get("/students?sort=-registered").text
    assert page.index("钱立夏") < page.index("赵小满")


def test_words_and_filters_go_together(client: FlaskClient) -> None:
    found = search(client, "锡山试验", "/students?state=employed")
    assert "钱立夏" in found
    assert "赵小满" not in found
    posted = search(client, "锡山试验", state="seeking")
    assert "赵小满" in posted
    assert "钱立夏" not in posted
    assert "state=seeking" in posted  # the next page asks for the same


def test_the_list_tells_no_hardship(client: FlaskClient) -> None:
    page = client.get("/students").text.lower()
    assert "hardship" not in page
    assert "household" not in page
