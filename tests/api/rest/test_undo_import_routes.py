"""Imports through the door: listed, and undone by whoever may order them."""

from pathlib import Path

import pytest
from sqlalchemy import select

from models.engine import make_session
from models.import_batch import ImportBatch
from models.job import Job, JobKind, JobState
from models.student import Student
from tests.api.rest.officer_door import OTHERS, STREET, Door
from tests.api.services.registry_desk import NOW, Desk, student

IMPORTS = "/api/v1/imports"


@pytest.fixture
def desk(door: Door, tmp_path: Path) -> Desk:
    return Desk(door.engine, door.vault, tmp_path)


def test_imports_are_listed_the_last_first(door: Door, desk: Desk) -> None:
    first = desk.students(student())
    second = desk.students(student(手机号="13800000001"))
    listed = door.client.get(f"{IMPORTS}?page_size=1").get_json()
    assert (listed["total"], [each["ref"] for each in listed["items"]]) == (2, [second.ref])
    (item,) = door.client.get(f"{IMPORTS}?page_size=1&page=2").get_json()["items"]
    assert (item["ref"], item["counts"]["created"], item["undone"]) == (first.ref, 1, None)
    assert item["kind"]["code"] == "students"


def test_an_import_is_undone_and_says_so(door: Door, desk: Desk) -> None:
    result = desk.students(student())
    done = door.client.post(f"{IMPORTS}/{result.ref}/undo", json={"reason": "wrong_file"})
    assert done.status_code == 200
    assert done.get_json()["undone"]["reason"]["code"] == "wrong_file"
    assert done.get_json()["undone"]["by"] == "account:a"
    assert door.client.get(IMPORTS).get_json()["items"][0]["undone"] is not None
    again = door.client.post(f"{IMPORTS}/{result.ref}/undo", json={"reason": "wrong_file"})
    assert (again.status_code, again.get_json()["code"]) == (409, "ALREADY_UNDONE")
    assert [event.act for event in door.trail()][-1] == "import.undone"


def test_it_may_be_named_by_its_order(door: Door, desk: Desk) -> None:
    result = desk.students(student())
    with make_session(door.engine, door.vault) as session:
        job = Job(kind=JobKind.IMPORT, state=JobState.DONE, actor="account:a", params={}, queued_at=NOW)
        job.ended_at, job.result = NOW, {"batch": result.ref}
        session.add(job)
        session.flush()
        ref = job.ref
        session.commit()
    assert door.client.post(f"{IMPORTS}/{ref}/undo", json={"reason": "trial"}).get_json()["ref"] == result.ref


def test_a_refusal_names_the_rows(door: Door, desk: Desk) -> None:
    result = desk.students(student())
    with make_session(door.engine, door.vault) as session:
        found = session.scalars(select(Student).where(Student.ref == result.refs[0][1])).one()
        found.school = "锡山试验学院"
        session.commit()
    refused = door.client.post(f"{IMPORTS}/{result.ref}/undo", json={"reason": "trial"})
    assert (refused.status_code, refused.get_json()["code"]) == (409, "BUILT_ON")
    (error,) = refused.get_json()["errors"]
    assert (error["code"], error["params"]["ref"]) == ("ROW_CHANGED", result.refs[0][1])
    assert error["message"]
    with make_session(door.engine, None, read_only=True) as session:
        assert session.scalars(select(ImportBatch)).one().undone_at is None


@pytest.mark.parametrize("told", [{}, {"reason": "because"}, {"reason": "trial", "force": True}])
def test_a_reason_is_one_of_a_few(door: Door, desk: Desk, told: dict[str, object]) -> None:
    result = desk.students(student())
    assert door.client.post(f"{IMPORTS}/{result.ref}/undo", json=told).status_code == 422


def test_imports_are_for_officers_of_the_whole_district(door: Door, desk: Desk) -> None:
    result = desk.students(student())
    for who in (*OTHERS, STREET):
        door.ask_as(who)
        assert door.client.get(IMPORTS).status_code == 403
        assert door.client.post(f"{IMPORTS}/{result.ref}/undo", json={"reason": "trial"}).status_code == 403
