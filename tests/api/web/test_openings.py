"""Openings on the desk: the registry, an opening as a file, and its review."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from matcher.vocabulary import OpeningStatus
from models.engine import make_engine, make_session
from models.opening import Opening
from models.posting import REJECTED, REVIEW
from models.queries import openings
from models.vault import Vault
from tests.api.web.conftest import Desk
from tests.api.web.invented import form_token


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    client = create_app(desk.settings).test_client()
    client.get("/openings?lang=en")
    return client


def on(desk: Desk, title: str, act: Callable[[Opening], Any]) -> Any:
    """Do something with an opening in the registry."""
    engine = make_engine(desk.settings.database_url)
    with make_session(engine, Vault(desk.settings.keys)) as session:
        opening = openings.get(session, desk.refs[title])
        assert opening is not None
        found = act(opening)
        session.commit()
    engine.dispose()
    return found


def test_a_page_beyond_the_last_leads_to_the_last(client: FlaskClient) -> None:
    page = client.get("/openings?page=99&sort=title").text
    assert "No opening found" not in page
    link = re.search(r'<a href="([^"]+)">The list ends before this page', page)
    assert link is not None
    assert "焊工" in client.get(f"/openings{unescape(link[1])}").text


def wait(opening: Opening) -> None:
    opening.status, opening.status_reason = OpeningStatus.WAITING, REVIEW
    opening.flags, opening.needs_review = ["DEPOSIT"], True
    opening.duties = "整理凭证。须交押金500元；男性优先"


def review(client: FlaskClient, ref: str, **fields: str) -> str:
    page = client.get(f"/openings/{ref}").text
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    sent = {"csrf_token": form_token(page), "back": f"/openings/{ref}", "version": version[1]} | fields
    answer = client.post(f"/openings/{ref}/review", data=sent)
    return answer.text if answer.status_code >= 400 else client.get(answer.headers["Location"]).text


def test_words_find_by_title_and_by_company(client: FlaskClient) -> None:
    token = form_token(client.get("/openings").text)
    for text, total in (("焊工", 1), ("暖心", 2), ("锡山区", 2), ("无此岗位", 0)):
        page = client.post("/openings", data={"q": text, "csrf_token": token}).text
        assert f"Found: {total}" in page, text


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("state=open", 2),
        ("state=expired", 0),
        ("place=320205", 2),
        ("place=320205001", 0),
        ("occupation=2-06", 1),
        ("education=secondary_vocational", 0),
        ("education=college", 2),
        ("education=doctor", 2),
        ("state=nonsense&sort=nonsense", 2),
        ("sort=title", 2),
        ("sort=valid_to", 2),
        ("sort=-updated_at", 2),
    ],
)
def test_filters_stand_in_the_address(client: FlaskClient, query: str, total: int) -> None:
    assert f"Found: {total}" in client.get(f"/openings?{query}").text


def test_what_is_open_comes_before_what_is_over(client: FlaskClient, desk: Desk) -> None:
    on(desk, "会计", lambda opening: setattr(opening, "status", OpeningStatus.CLOSED))
    page = client.get("/openings").text
    assert page.index(">焊工<") < page.index(">会计<")
    on(desk, "会计", lambda opening: setattr(opening, "status", OpeningStatus.OPEN))


def test_the_file_marks_what_the_law_forbids_where_it_stands(client: FlaskClient, desk: Desk) -> None:
    on(desk, "会计", wait)
    page = client.get(f"/openings/{desk.refs['会计']}").text
    assert "waiting for an officer" in page
    assert re.search(r"<mark [^>]*>押金</mark>", page)
    assert re.search(r"<mark [^>]*>男性优先</mark>", page)
    assert "An employer may not take a deposit" in page
    assert "not told, though every posting must state it" in page  # the wage in words


def test_a_refusal_needs_a_reason_and_acceptance_vouches_for_the_company(
    client: FlaskClient, desk: Desk
) -> None:
    on(desk, "会计", wait)
    ref = desk.refs["会计"]
    assert f"Found: {1}" in client.get("/openings?review=yes").text
    assert "This must be filled in" in review(client, ref, decision="reject", reason=" ")
    assert on(desk, "会计", lambda opening: opening.status) is OpeningStatus.WAITING
    page = review(client, ref, decision="reject", reason="不得收取押金")
    assert "An officer has refused it: 不得收取押金" in page
    assert on(desk, "会计", lambda opening: opening.status_reason) == REJECTED
    on(desk, "会计", wait)
    assert "Accepted." in review(client, ref, decision="approve")
    assert on(desk, "会计", lambda opening: (opening.status, opening.company.trusted)) == (
        OpeningStatus.OPEN,
        True,
    )


def test_what_looks_like_another_stands_beside_it(client: FlaskClient, desk: Desk) -> None:
    was = on(desk, "焊工", lambda opening: (opening.title_key, opening.title))

    def alike(opening: Opening) -> None:
        opening.title_key, opening.title = "会计", "会计（急）"

    on(desk, "焊工", alike)
    page = client.get(f"/openings/{desk.refs['会计']}").text
    assert f'<a href="/openings/{desk.refs["焊工"]}">The other 1</a>' in page
    assert "会计（急）" in page
    on(
        desk,
        "焊工",
        lambda opening: (setattr(opening, "title_key", was[0]), setattr(opening, "title", was[1])),
    )
    assert "The other 1" not in client.get(f"/openings/{desk.refs['会计']}").text


def test_an_opening_that_there_is_not(client: FlaskClient) -> None:
    assert client.get("/openings/nothing").status_code == 404
