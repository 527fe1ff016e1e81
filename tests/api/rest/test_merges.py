"""Two records of one student through the door: compared, merged, and the old reference leads on."""

from typing import Any

import pytest

from models.engine import make_session
from models.queries import students
from models.student import Student
from tests.api.rest.officer_door import OTHERS, STREET, Door
from tests.models.samples import a_student

IF_ANY = {"If-Match": "*"}


@pytest.fixture
def twin(door: Door) -> str:
    """Another record of 赵小满, who has another phone there."""
    with make_session(door.engine, door.vault) as session:
        known = students.get(session, door.refs["赵小满"])
        assert known is not None
        known.phone = "13800000001"
        other = a_student(door.vault, name="赵小满", phone="13800000002", guardian="赵某", hardships=[])
        session.add(other)
        session.commit()
        return other.ref


def merge(door: Door, ref: str, drop: str, **take: str) -> Any:
    told = {"drop": drop, **({"take": take} if take else {})}
    return door.client.post(f"/api/v1/students/{ref}/merge", json=told, headers=IF_ANY)


def test_where_they_differ_is_shown_and_the_look_is_kept(door: Door, twin: str) -> None:
    ref = door.refs["赵小满"]
    shown = door.client.get(f"/api/v1/students/{ref}/merge/{twin}").get_json()
    told = {each["field"]: (each["kept"], each["dropped"]) for each in shown["differences"]}
    assert told["phone"] == ("13800000001", "13800000002")
    assert "id_number" in told
    assert "guardian" not in told
    assert shown["obstacles"] == []
    event = door.trail()[-1]
    assert (event.act, event.subject_ref, event.details) == ("students.compared", ref, {"with": twin})
    assert event.fields == sorted(told)


def test_a_merge_that_leaves_something_open_is_refused_field_by_field(door: Door, twin: str) -> None:
    refused = merge(door, door.refs["赵小满"], twin)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "RECORDS_DIFFER")
    assert [error["field"] for error in refused.get_json()["errors"]] == ["phone"]
    assert "13800000002" not in refused.text


def test_they_become_one(door: Door, twin: str) -> None:
    ref = door.refs["赵小满"]
    merged = merge(door, ref, twin, phone="drop")
    assert merged.status_code == 200
    told = merged.get_json()
    assert (told["ref"], told["phone"], told["guardian"]) == (ref, "13800000002", "赵某")
    gone = door.client.get(f"/api/v1/students/{twin}")
    assert (gone.status_code, gone.get_json()["code"]) == (410, "MERGED")
    assert gone.get_json()["errors"][0]["params"] == {"into": ref}
    found = door.client.get(f"/api/v1/students?q={twin}").get_json()["items"]
    assert [each["ref"] for each in found] == [ref]
    assert "student.merged" in [event.act for event in door.trail()]


def test_a_street_officer_is_led_on_within_the_street_only(door: Door, twin: str) -> None:
    with make_session(door.engine, door.vault) as session:
        known = session.get_one(Student, 1)
        known.place, ref = STREET.area, known.ref
        session.commit()
    assert merge(door, ref, twin, phone="keep").status_code == 200
    door.ask_as(STREET)
    assert door.client.get(f"/api/v1/students/{twin}").get_json()["code"] == "MERGED"
    with make_session(door.engine, door.vault) as session:
        session.get_one(Student, 1).place = "320206001"
        session.commit()
    assert door.client.get(f"/api/v1/students/{twin}").status_code == 404


@pytest.mark.parametrize(
    "told", [{}, {"drop": "x", "take": {"phone": "mine"}}, {"drop": "x", "take": ["phone"]}, {"take": {}}]
)
def test_an_order_is_read_strictly(door: Door, twin: str, told: dict[str, Any]) -> None:
    path = f"/api/v1/students/{door.refs['赵小满']}/merge"
    assert door.client.post(path, json=told, headers=IF_ANY).status_code == 422


def test_a_version_is_meant_and_both_are_known(door: Door, twin: str) -> None:
    path = f"/api/v1/students/{door.refs['赵小满']}/merge"
    assert door.client.post(path, json={"drop": twin}).status_code == 428
    assert merge(door, door.refs["赵小满"], "nobody").status_code == 404
    assert merge(door, "nobody", twin).status_code == 404
    assert merge(door, twin, twin).get_json()["code"] == "SAME_RECORD"


def test_records_are_merged_by_officers_of_the_district_alone(door: Door, twin: str) -> None:
    for who in (*OTHERS, STREET):
        door.ask_as(who)
        assert merge(door, door.refs["赵小满"], twin).status_code == 403
