import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from matcher.policy import STANDARD
from models.errors import WrongKey
from tests.api.web.conftest import Desk


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return desk.client.application.test_client()


def test_the_first_page_explains_a_seekers_shortlist(client: FlaskClient) -> None:
    page = client.get("/seekers").text
    assert "赵小满" in page
    assert "会计" in page
    assert "得分明细" in page
    assert 'lang="zh-CN"' in page


def test_only_seekers_are_listed(client: FlaskClient) -> None:
    assert "钱立夏" not in client.get("/seekers").text


def test_a_student_has_a_page_of_their_own(client: FlaskClient, desk: Desk) -> None:
    answer = client.get(f"/students/{desk.refs['赵小满']}/shortlist?lang=en")
    assert answer.status_code == 200
    assert "How the score adds up" in answer.text


def test_the_bars_of_a_page_sum_to_its_score(client: FlaskClient) -> None:
    page = client.get("/seekers?lang=en").text
    scores = re.findall(r"<strong>([\d.]+)</strong>", page)
    tables = re.findall(r"<tbody>(.*?)</tbody>", page, re.S)
    assert len(scores) == len(tables) > 0
    for score, rows in zip(scores, tables, strict=True):
        points = re.findall(r'<td class="points">([\d.]+)', rows)
        assert sum(round(100 * float(each)) for each in points) == round(100 * float(score))
        most = re.findall(r'<td class="points">[\d.]+<span class="of"> / ([\d.]+)', rows)
        assert len(most) == len(points)
        assert all(float(got) <= float(of) for got, of in zip(points, most, strict=True))
        assert sum(round(100 * float(each)) for each in most) == 10000


def test_the_language_is_remembered(client: FlaskClient) -> None:
    assert "Seekers" in client.get("/seekers?lang=en").text
    assert "Seekers" in client.get("/seekers").text
    assert "求职学生" in client.get("/seekers?lang=zh_CN").text


def test_a_search_finds_and_says_when_it_does_not(client: FlaskClient) -> None:
    assert "赵小满" in client.get("/seekers?q=小满").text
    assert "没有找到" in client.get("/seekers?q=nobody-at-all").text


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-3", "page=x", f"page={10**30}", "q=%27%22%3Cb%3E", "q=%00", "q=%25%5F", "lang=xx"],
)
def test_odd_questions_are_borne(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/?{query}")
    assert answer.status_code == 200
    assert "<b>" not in answer.text


def test_what_is_missing_is_a_404_for_people(client: FlaskClient) -> None:
    for path in ("/nope", "/students/nope"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "没有这个页面" in answer.text


def test_what_is_missing_is_a_problem_for_machines(client: FlaskClient) -> None:
    answer = client.get("/api/v1/nope")
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["status"] == 404


def test_a_page_that_fails_tells_the_log_only_what_kind_of_error_it_was(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("320205200304019001")

    monkeypatch.setattr("api.web.desk.list_seekers", fail)
    answer = client.get("/seekers")
    assert answer.status_code == 500
    assert "320205200304019001" not in answer.text + caplog.text
    failed = next(record for record in caplog.records if record.message == "request_failed")
    assert (vars(failed)["error"], vars(failed)["endpoint"]) == ("ValueError", "desk.seekers")
    assert "系统出了问题" in answer.text


@pytest.mark.parametrize("key", ["master_key", "blind_index_key"])
def test_an_app_does_not_start_with_other_keys_than_the_registrys(desk: Desk, key: str) -> None:
    with pytest.raises(WrongKey):
        create_app(replace(desk.settings, **{key: b"0123456789abcdefghijklmnopqrstuv"}))


def test_leafing_through_the_list_does_not_change_who_is_shown(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for page in ("/seekers", "/seekers?page=2"):
        assert '<h1 id="shortlist-heading">赵小满</h1>' in client.get(page).text


def test_the_page_says_how_many_are_listed_of_how_many(client: FlaskClient) -> None:
    assert "只列出正在求职的学生：已登记2名中的1名" in client.get("/seekers").text


def test_more_openings_are_shown_when_asked_for(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "show=" not in client.get("/seekers").text
    page = client.get("/seekers?show=1").text
    assert page.count('class="item"') == 1
    for odd in ("0", "-1", "x", str(10**30)):
        assert client.get(f"/?show={odd}").status_code == 200


def test_each_reason_for_a_refusal_is_explained(client: FlaskClient) -> None:
    page = client.get("/seekers").text
    assert re.search(r'<dt>[^<]+</dt><dd class="number">1</dd><dd>[^<]{8,}</dd>', page)


def test_no_fingerprint_is_shown(client: FlaskClient) -> None:
    assert STANDARD.fingerprint not in client.get("/seekers").text
