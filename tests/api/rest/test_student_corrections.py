"""Officers edit students and add them, each within their own reach."""

from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from models.engine import make_session
from models.student import Student
from tests.api.rest.officer_door import ELSEWHERE, OFFICER, OTHERS, STREET, Door
from tests.api.services.registry_desk import id_number

NEW = {"name": "孙小雪", "id_number": id_number(), "hardship": "低保", "place": "无锡市锡山区东亭街道"}


def patch(door: Door, json: dict[str, object], name: str = "赵小满", version: str = '"2"') -> TestResponse:
    path = f"/api/v1/students/{door.refs[name]}"
    return door.client.patch(path, json=json, headers={"If-Match": version, "Accept-Language": "en"})


def errors(answer: TestResponse) -> list[tuple[str, str]]:
    return [(each["field"], each["code"]) for each in answer.json["errors"]]


def test_a_name_and_a_number_are_corrected_and_found_by(door: Door) -> None:
    number = id_number(born="20050607")
    answer = patch(door, {"name": "赵小曼", "id_number": number})
    assert answer.status_code == 200, answer.json
    assert (answer.json["name"], answer.json["birth_date"]) == ("赵小曼", "2005-06-07")
    assert answer.headers["ETag"] == '"3"'
    for words in ("赵小曼", number):
        assert door.client.get(f"/api/v1/students?q={words}").json["total"] == 1
    assert door.client.get("/api/v1/students?q=赵小满").json["total"] == 0
    corrected = next(event for event in door.trail() if event.act == "student.corrected")
    assert corrected.fields == ["id_number", "name"]
    assert number not in str([event.details for event in door.trail()])


def test_the_rest_of_a_record_is_changed_and_null_takes_back(door: Door) -> None:
    told = {"education": "本科", "wage_floor": "5000", "needs_dormitory": "是", "limits": "不能久站"}
    answer = patch(door, {**told, "school": None}).json
    assert (answer["education"]["code"], answer["wage_floor"], answer["school"]) == ("BACHELOR", 5000, None)
    assert (answer["needs_dormitory"], answer["limits"]) == (True, ["standing"])
    assert patch(door, {"wage_floor": None}, version='"3"').json["wage_floor"] is None
    assert patch(door, {}, version='"4"').headers["ETag"] == '"4"'


def test_a_number_of_another_student_is_refused(door: Door) -> None:
    number = id_number()
    assert patch(door, {"id_number": number}, "钱立夏").status_code == 200
    refused = patch(door, {"id_number": number})
    assert (refused.status_code, refused.json["code"]) == (409, "CONFLICT")
    assert refused.json["errors"][0]["params"] == {"ref": door.refs["钱立夏"]}
    with make_session(door.engine, door.vault, read_only=True) as session:
        assert {student.name for student in session.scalars(select(Student))} == {"赵小满", "钱立夏"}


@pytest.mark.parametrize(
    ("json", "found"),
    [
        ({"id_number": "320205200406070000"}, [("id_number", "ID_CHECKSUM")]),
        ({"id_number": " "}, [("id_number", "REQUIRED")]),
        ({"name": "123", "id_number": None}, [("id_number", "REQUIRED"), ("name", "NAME_UNREADABLE")]),
        ({"name": None}, [("name", "REQUIRED")]),
        ({"birth_date": "x"}, [("birth_date", "UNKNOWN_FIELD")]),
        ({"state": "面试"}, [("state", "STATE_BY_REFERRAL")]),
    ],
)
def test_what_cannot_be_accepted_is_refused(
    door: Door, json: dict[str, object], found: list[tuple[str, str]]
) -> None:
    answer = patch(door, json)
    assert (answer.status_code, sorted(errors(answer))) == (422, found)


def test_a_refusal_says_what_is_accepted(door: Door) -> None:
    refused = patch(door, {"state": "火星", "education": "不限", "may_relocate": "火星", "wishes": "QWXZ"})
    said = {each["field"]: each["message"] for each in refused.json["errors"]}
    assert said["state"].startswith("State not recognised; accepted are 未联系、联系不上、")
    assert said["education"] == (
        "Education not recognised; accepted are 小学、初中、高中、中专、职高、技校、大专、本科、硕士、博士"
    )
    assert said["may_relocate"] == "Neither yes nor no: write 是、否, or leave it blank"
    assert refused.json["errors"][0]["params"]["accepted"]


class TestWhoeverIsSlower:
    def test_reads_which_fields_changed_and_by_whom(self, door: Door) -> None:
        patch(door, {"school": "某学院", "phone": "13800000000"})
        door.ask_as(STREET)
        patch(door, {"phone": "13800000001"}, version='"3"')
        stale = patch(door, {"school": "另一学院"})
        assert (stale.status_code, stale.json["code"]) == (412, "VERSION_STALE")
        said = {each["field"]: (each["code"], each["message"]) for each in stale.json["errors"]}
        assert said == {
            "school": ("CHANGED_MEANWHILE", "Changed meanwhile by a"),
            "phone": ("CHANGED_MEANWHILE", "Changed meanwhile by b"),
        }
        assert errors(patch(door, {"school": "x"}, version='"3"')) == [("phone", "CHANGED_MEANWHILE")]

    def test_is_told_of_what_no_edit_explains(self, door: Door) -> None:
        stale = patch(door, {"school": "某学院"}, version='"1"')  # the first version was changed by a program
        assert errors(stale) == [("", "CHANGED_MEANWHILE")]
        assert "import" in stale.json["errors"][0]["message"]

    def test_says_which_version_is_meant(self, door: Door) -> None:
        assert patch(door, {"school": "x"}, version='"abc"').json["code"] == "VERSION_STALE"
        path = f"/api/v1/students/{door.refs['赵小满']}"
        assert door.client.patch(path, json={}).status_code == 428


class TestDoors:
    def test_the_street_edits_its_own_and_not_who_they_are(self, door: Door) -> None:
        door.ask_as(STREET)
        assert patch(door, {"school": "某学院"}).status_code == 200
        refused = patch(door, {"name": "赵小曼", "household": "H-1"}, version='"3"')
        assert (refused.status_code, errors(refused)) == (
            422,
            [("household", "DISTRICT_ONLY"), ("name", "DISTRICT_ONLY")],
        )

    def test_nobody_elsewhere_does(self, door: Door) -> None:
        door.ask_as(ELSEWHERE)
        assert patch(door, {"school": "某学院"}).status_code == 404
        for who in OTHERS:
            door.ask_as(who)
            assert patch(door, {"school": "某学院"}).status_code == 403
            assert door.client.post("/api/v1/students", json=NEW).status_code == 403


class TestAdding:
    @pytest.mark.parametrize("who", [OFFICER, STREET], ids=lambda who: who.role)
    def test_a_student_is_added_and_found(self, door: Door, who: Any) -> None:
        door.ask_as(who)
        made = door.client.post("/api/v1/students", json=NEW)
        assert made.status_code == 201, made.json
        found = door.client.get(made.headers["Location"])
        assert (found.json, found.headers["ETag"]) == (made.json, made.headers["ETag"])
        again = door.client.post("/api/v1/students", json=NEW)
        assert (again.status_code, errors(again)) == (409, [("id_number", "TAKEN")])
        assert again.json["errors"][0]["params"] == {"ref": made.json["ref"]}

    def test_whoever_lives_elsewhere_is_not_named(self, door: Door) -> None:
        number = id_number()
        patch(door, {"id_number": number})
        door.ask_as(ELSEWHERE)
        refused = door.client.post("/api/v1/students", json={**NEW, "place": "江苏省无锡市惠山区堰桥街道"})
        assert (refused.status_code, errors(refused)) == (409, [("id_number", "TAKEN")])
        assert refused.json["errors"][0]["params"] == {}
        assert door.refs["赵小满"] not in refused.text

    def test_what_is_missing_is_named(self, door: Door) -> None:
        before = self.registered(door)
        answer = door.client.post("/api/v1/students", json={})
        assert errors(answer) == [(each, "REQUIRED") for each in ("name", "id_number", "hardship")]
        assert self.registered(door) == before

    @staticmethod
    def registered(door: Door) -> int:
        with make_session(door.engine, door.vault, read_only=True) as session:
            return session.scalars(select(func.count(Student.id))).one()
