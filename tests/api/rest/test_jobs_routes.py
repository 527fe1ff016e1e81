"""Imports and runs through the door: ordered, performed by a worker, read page by page."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug import formparser

from api.services.imports.uploads import Uploads
from api.services.matching.market import Market
from api.services.perform_job import Performer
from api.settings import Settings
from models.engine import make_session
from models.job import Job
from tests.api.rest.officer_door import ELSEWHERE, OTHERS, STREET, Door
from tests.api.services.registry_desk import Desk, id_number, student


@pytest.fixture
def performer(door: Door, production: Settings) -> Performer:
    market = Market(production.market, production.policy)
    return Performer(door.engine, door.vault, market, Uploads(production.uploads, door.vault), None, {})


@pytest.fixture
def workbook(door: Door, tmp_path: Path) -> bytes:
    lines = [student(身份证号=id_number(number), 居住地="无处街道") for number in (100, 101, 102)]
    return Desk(door.engine, door.vault, tmp_path).write([*lines, student(身份证号="123")]).read_bytes()


def order_import(door: Door, content: bytes, **told: Any) -> Any:
    data = {"kind": "students", "file": (BytesIO(content), "名册.xlsx"), **told}
    return door.client.post("/api/v1/imports", data=data, content_type="multipart/form-data")


def test_a_file_is_imported_and_its_problems_are_told_page_by_page(
    door: Door, performer: Performer, workbook: bytes
) -> None:
    answer = order_import(door, workbook)
    assert answer.status_code == 202
    ordered = answer.get_json()
    assert (ordered["state"], ordered["file"], ordered["counts"]) == ("queued", "名册.xlsx", None)
    performer.perform(ordered["ref"])
    path = f"/api/v1/imports/{ordered['ref']}"
    done = door.client.get(f"{path}?page_size=2&page=2").get_json()
    assert (done["state"], done["counts"]["created"], done["counts"]["rejected"]) == ("done", 3, 1)
    assert done["progress"]["done"] == done["progress"]["total"]
    assert done["problems"]["page"] == 2
    first = door.client.get(path).get_json()["problems"]
    assert {"ID_LENGTH", "PLACE_UNKNOWN"} <= {each["code"] for each in first["items"]}
    assert all(each["message"] for each in first["items"])
    assert "123" not in [each["value"] for each in first["items"]]


@pytest.mark.parametrize("lines", [1, 15_000])  # what is large would be spooled to a temporary file
def test_a_file_that_waits_lies_nowhere_in_clear(
    door: Door, performer: Performer, production: Settings, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formparser, "SpooledTemporaryFile", None)
    name, number = "云小星星", id_number(200)
    content = "姓名,身份证号,困难类别\n" + f"{name},{number},低保\n" * lines
    ref = order_import(door, content.encode(), file=(BytesIO(content.encode()), "a.csv")).get_json()["ref"]
    kept = [path for path in production.instance.rglob("*") if path.is_file()]
    assert production.uploads / ref in kept
    for path in kept:
        assert [word for word in (name, number) if word.encode() in path.read_bytes()] == []
    performer.perform(ref)
    counts = door.client.get(f"/api/v1/imports/{ref}").get_json()["counts"]
    assert (counts["read"], counts["created"]) == (lines, 1)
    assert not (production.uploads / ref).exists()


def test_a_file_that_cannot_be_read_says_why_in_words(door: Door, performer: Performer) -> None:
    ref = order_import(door, b"%PDF-1.7").get_json()["ref"]
    performer.perform(ref)
    failed = door.client.get(f"/api/v1/imports/{ref}").get_json()
    assert (failed["state"], failed["error"]["code"], failed["problems"]) == ("failed", "FILE_TYPE", None)
    assert "pdf" in failed["error"]["message"]


def test_what_is_too_large_or_empty_is_refused_at_once(door: Door, production: Settings) -> None:
    assert order_import(door, b"x" * (10 * 2**20 + 1)).status_code == 413
    assert order_import(door, b"x" * (12 * 2**20)).status_code == 413
    empty = order_import(door, b"")
    assert (empty.status_code, empty.get_json()["code"]) == (422, "FILE_EMPTY")
    assert Uploads(production.uploads, door.vault).refs() == []
    with make_session(door.engine, None, read_only=True) as session:
        assert session.scalars(select(Job)).all() == []


@pytest.mark.parametrize("told", [{"kind": "households"}, {"dry_run": "1"}, {"sheet": "x" * 201}])
def test_an_order_is_read_strictly(door: Door, workbook: bytes, told: dict[str, str]) -> None:
    answer = order_import(door, workbook, **told)
    assert answer.status_code == 422
    assert [each["field"] for each in answer.get_json()["errors"]] == list(told)


def test_a_run_is_ordered_made_and_read_again(door: Door, performer: Performer) -> None:
    ordered = door.client.post("/api/v1/runs", json={"k": 5, "as_of": "2026-11-23"})
    assert ordered.status_code == 202
    path = f"/api/v1/runs/{ordered.get_json()['ref']}"
    assert door.client.get(path).get_json()["policy"] is None
    performer.perform(ordered.get_json()["ref"])
    run = door.client.get(path).get_json()
    assert (run["state"], run["students"], run["items"]) == ("done", 2, 1)
    assert None not in (run["policy"], run["snapshot"], run["code"])
    lists = door.client.get(f"{path}/shortlists").get_json()
    assert lists["total"] == 2
    by_student = {each["student"]: each["items"] for each in lists["items"]}
    assert [item["ref"] for item in by_student[door.refs["赵小满"]]] == [door.refs["会计"]]
    door.ask_as(STREET)
    assert door.client.get(f"{path}/shortlists").get_json()["total"] == 2
    door.ask_as(ELSEWHERE)
    assert door.client.get(f"{path}/shortlists").get_json()["total"] == 0


def test_jobs_are_ordered_by_officers_alone(door: Door, workbook: bytes) -> None:
    for who in (*OTHERS, STREET):
        door.ask_as(who)
        assert order_import(door, workbook).status_code == 403
        assert door.client.post("/api/v1/runs", json={}).status_code == 403


def test_an_order_that_cannot_be_kept_leaves_nothing(
    door: Door, workbook: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("api.services.acting.record", fail)
    assert order_import(door, workbook).status_code >= 500
    with make_session(door.engine, None, read_only=True) as session:
        assert session.scalars(select(Job)).all() == []


def test_what_is_called_off_is_not_done(door: Door, performer: Performer, workbook: bytes) -> None:
    for kind, ordered in (
        ("imports", order_import(door, workbook)),
        ("runs", door.client.post("/api/v1/runs", json={})),
    ):
        path = f"/api/v1/{kind}/{ordered.get_json()['ref']}"
        assert door.client.post(f"{path}/cancel").get_json()["state"] == "cancelled"
        performer.perform(ordered.get_json()["ref"])
        assert door.client.get(path).get_json()["state"] == "cancelled"
        again = door.client.post(f"{path}/cancel")
        assert (again.status_code, again.get_json()["code"]) == (409, "JOB_OVER")
    assert performer.uploads.refs() == []
    assert door.client.post(f"/api/v1/runs/{'a' * 26}/cancel").status_code == 404
