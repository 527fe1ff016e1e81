"""Shortlists as they are today, both ways, two side by side, kept and as a workbook."""

import io
import re

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from matcher.policy import STANDARD
from models.audit_event import AuditEvent
from models.shortlist import Shortlist
from tests.api.web.conftest import Desk
from tests.api.web.filled_forms import send
from tests.api.web.placement_desk import GROWN_UP, MINOR, PHONE, PlacementDesk


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return desk.client.application.test_client()


@pytest.fixture
def address(desk: Desk) -> str:
    return f"/students/{desk.refs['赵小满']}/shortlist"


def test_a_seekers_shortlist_is_explained(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert ">赵小满</a></h1>" in page
    assert "会计" in page
    assert "得分明细" in page
    assert 'lang="zh-CN"' in page


def test_it_is_explained_in_english_too(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}?lang=en")
    assert answer.status_code == 200
    assert "How the score adds up" in answer.text


@pytest.mark.parametrize("noun", ["students", "openings"])
def test_the_bars_of_a_page_sum_to_its_score(client: FlaskClient, desk: Desk, noun: str) -> None:
    ref = desk.refs["赵小满" if noun == "students" else "会计"]
    page = client.get(f"/{noun}/{ref}/shortlist?lang=en").text
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


def test_an_opening_lists_its_students_by_name(client: FlaskClient, desk: Desk) -> None:
    page = client.get(f"/openings/{desk.refs['会计']}/shortlist?lang=en").text
    assert "赵小满" in page
    assert "1 of 2 students are possible" in page
    assert f"/students/{desk.refs['赵小满']}/shortlist" in page


@pytest.mark.parametrize("query", ["show=0", "show=-1", "show=x", f"show={10**30}", "lang=xx", "with=%00"])
def test_odd_questions_are_borne(client: FlaskClient, address: str, query: str) -> None:
    assert client.get(f"{address}?{query}").status_code == 200


def test_more_openings_are_shown_when_asked_for(placing: PlacementDesk) -> None:
    address = f"/students/{placing.refs[GROWN_UP]}/shortlist"
    page = placing.client.get(f"{address}?show=1").text
    assert page.count('class="item"') == 1
    assert "Show 2 more" in page
    page = placing.client.get(address).text
    assert page.count('class="item"') == 3
    assert " more</a>" not in page


def test_each_reason_for_a_refusal_is_explained(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert re.search(r'<dt>[^<]+</dt><dd class="number">1</dd><dd>[^<]{8,}</dd>', page)


def test_no_fingerprint_is_shown(client: FlaskClient, address: str) -> None:
    assert STANDARD.fingerprint not in client.get(address).text


@pytest.mark.parametrize("noun", ["students", "openings"])
def test_nobodys_shortlist_is_a_404(client: FlaskClient, noun: str) -> None:
    for more in ("", ".xlsx", "/compare"):
        assert client.get(f"/{noun}/nope/shortlist{more}").status_code == 404


def test_a_page_that_fails_tells_the_log_only_what_kind_of_error_it_was(
    client: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("320205200304019001")

    monkeypatch.setattr("api.web.shortlists.shortlist_for_student", fail)
    answer = client.get(address)
    assert answer.status_code == 500
    assert "320205200304019001" not in answer.text + caplog.text
    failed = next(record for record in caplog.records if record.message == "request_failed")
    assert (vars(failed)["error"], vars(failed)["endpoint"]) == ("ValueError", "shortlists_pages.of_student")
    assert "系统出了问题" in answer.text


def test_two_stand_side_by_side_with_what_the_one_is_ahead_by(placing: PlacementDesk) -> None:
    refs = placing.refs
    two = f"with={refs['出纳']}&with={refs['会计']}"
    page = placing.client.get(f"/students/{refs[GROWN_UP]}/shortlist/compare?{two}").text
    scores = [float(each) for each in re.findall(r"<strong>([\d.]+)</strong>", page)]
    points = [float(each) for each in re.findall(r'<span class="points">([\d.]+)', page)]
    assert [sum(points[0::2]), sum(points[1::2])] == pytest.approx(scores)
    ahead = sum(float(each) for each in re.findall(r"\+([\d.]+)</span>", page))
    assert round(ahead, 2) == round(scores[0] - scores[1], 2) > 0  # only the places free differ
    page = placing.client.get(
        f"/openings/{refs['会计']}/shortlist/compare?with={refs[GROWN_UP]}&with={refs[MINOR]}"
    ).text
    assert GROWN_UP in page
    assert MINOR in page


def test_a_pair_that_is_refused_says_why_beside_the_other(desk: Desk, client: FlaskClient) -> None:
    refs = desk.refs
    page = client.get(
        f"/openings/{refs['会计']}/shortlist/compare?lang=en&with={refs['赵小满']}&with={refs['钱立夏']}"
    ).text
    assert "Not possible:" in page


def test_one_tick_is_not_compared(client: FlaskClient, address: str, desk: Desk) -> None:
    page = client.get(f"{address}/compare?lang=en&with={desk.refs['会计']}", follow_redirects=True).text
    assert "Tick two of them to compare." in page
    assert ">赵小满</a></h1>" in page


def test_one_that_is_ticked_twice_is_one(client: FlaskClient, address: str, desk: Desk) -> None:
    refs = [desk.refs[title] for title in ("会计", "会计", "焊工")]
    address = f"{address}/compare?lang=en&" + "&".join(f"with={ref}" for ref in refs)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("whose", [GROWN_UP, "会计"])
def test_a_list_is_kept_as_it_stands(placing: PlacementDesk, whose: str) -> None:
    noun = "students" if whose == GROWN_UP else "openings"
    address = f"/{noun}/{placing.refs[whose]}/shortlist"
    page = send(placing.client, address, address).text
    assert "Kept: now choose whom to propose." in page
    kept = placing.one(Shortlist)
    assert f"/shortlists/{kept.ref}/approve" in page
    assert f"/shortlists/{kept.ref}" in placing.client.get(address).text
    assert placing.client.get("/shortlists").text.count(f"/shortlists/{kept.ref}") == 1


def test_a_workbook_has_the_numbers_to_call_and_is_audited(placing: PlacementDesk) -> None:
    def rows(noun: str, name: str) -> list[list[object]]:
        answer = placing.client.get(f"/{noun}/{placing.refs[name]}/shortlist.xlsx")
        assert name not in answer.headers["Content-Disposition"]
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
        return book.get_sheet_by_index(0).to_python()

    header, *items = rows("students", GROWN_UP)
    assert "企业电话 Company phone" in header
    assert {item[2] for item in items} == {"出纳", "会计", "文员"}
    header, *items = rows("openings", "会计")
    assert {(item[2], item[3]) for item in items} == {(GROWN_UP, PHONE), (MINOR, PHONE)}
    event = placing.one(AuditEvent)
    assert event.act == "opening.shortlist"
    assert "phone" in event.fields
