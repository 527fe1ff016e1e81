"""A wrong name or ID number of a student is put right by an officer of the district, and nobody else."""

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.engine import make_session
from models.student import Student
from tests.api.rest.officer_door import OTHERS, STREET, Door
from tests.api.services.registry_desk import id_number


def patch(door: Door, json: dict[str, object], name: str = "赵小满", version: str = '"2"') -> TestResponse:
    path = f"/api/v1/students/{door.refs[name]}"
    return door.client.patch(path, json=json, headers={"If-Match": version})


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
    assert corrected.fields == ["birth_date", "id_number", "name"]
    assert number not in str([event.details for event in door.trail()])


def test_a_number_of_another_student_is_refused(door: Door) -> None:
    number = id_number()
    assert patch(door, {"id_number": number}, "钱立夏").status_code == 200
    refused = patch(door, {"id_number": number})
    assert (refused.status_code, refused.json["code"]) == (409, "CONFLICT")
    assert [each["field"] for each in refused.json["errors"]] == ["id_number"]
    with make_session(door.engine, door.vault, read_only=True) as session:
        assert {student.name for student in session.scalars(select(Student))} == {"赵小满", "钱立夏"}


@pytest.mark.parametrize(
    ("json", "code"),
    [
        ({"id_number": "320205200406070000"}, "ID_CHECKSUM"),
        ({"id_number": " "}, "REQUIRED"),
        ({"name": "123"}, "NAME_UNREADABLE"),
        ({"name": None}, "REQUIRED"),
        ({"school": "x"}, "UNKNOWN_FIELD"),
    ],
)
def test_what_cannot_be_read_is_refused(door: Door, json: dict[str, object], code: str) -> None:
    answer = patch(door, json)
    assert (answer.status_code, [each["code"] for each in answer.json["errors"]]) == (422, [code])


def test_versions_and_doors(door: Door) -> None:
    assert patch(door, {"name": "赵小曼"}, version='"1"').status_code == 412
    for who in (STREET, *OTHERS):
        door.ask_as(who)
        assert patch(door, {"name": "赵小曼"}).status_code == 403
