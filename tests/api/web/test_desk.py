"""What all pages of the desk have in common: the reader's language, and what is missing."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from models.errors import WrongKey
from tests.api.web.conftest import Desk


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return desk.client.application.test_client()


def test_the_language_is_remembered(client: FlaskClient) -> None:
    assert "Students" in client.get("/students?lang=en").text
    assert "Students" in client.get("/students").text
    assert "学生" in client.get("/students?lang=zh_CN").text


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-3", "page=x", f"page={10**30}", "q=%27%22%3Cb%3E", "q=%00", "q=%25%5F", "lang=xx"],
)
@pytest.mark.parametrize(
    "path", ["/", "/students", "/shortlists", "/referrals", "/placements", "/work/starts"]
)
def test_odd_questions_are_borne(client: FlaskClient, path: str, query: str) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 200
    assert "<b>" not in answer.text


def test_what_is_missing_is_a_404_for_people(client: FlaskClient) -> None:
    for path in (
        "/nope",
        "/students/nope",
        "/shortlists/nope",
        "/referrals/nope",
        "/placements/nope",
        "/work/nope",
    ):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "没有这个页面" in answer.text


def test_what_is_missing_is_a_problem_for_machines(client: FlaskClient) -> None:
    answer = client.get("/api/v1/nope")
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["status"] == 404


@pytest.mark.parametrize("key", ["master_key", "blind_index_key"])
def test_an_app_does_not_start_with_other_keys_than_the_registrys(desk: Desk, key: str) -> None:
    with pytest.raises(WrongKey):
        create_app(replace(desk.settings, **{key: b"0123456789abcdefghijklmnopqrstuv"}))
