"""A shortlist asked for again is answered from what was kept, and never from what was true before."""

import pytest
from sqlalchemy import select

from models.engine import make_session
from models.opening import Opening
from models.student import Student
from tests.api.rest.officer_door import ELSEWHERE, STREET, Door


@pytest.fixture
def path(door: Door) -> str:
    return f"/api/v1/students/{door.refs['赵小满']}/shortlist"


def count_makings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    from api.rest import shortlists

    made: list[str] = []
    make = shortlists.shortlist_for_student

    def counted(*args: object, **options: object) -> object:
        made.append(str(args[2]))
        return make(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(shortlists, "shortlist_for_student", counted)
    return made


def test_the_same_question_is_made_once_and_every_look_is_kept(
    door: Door, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = count_makings(monkeypatch)
    answers = [door.client.get(path) for _ in range(3)]
    assert len(made) == 1
    assert len({(answer.data, answer.headers["ETag"]) for answer in answers}) == 1
    assert [event.act for event in door.trail()[-3:]] == ["student.shortlist"] * 3


def test_another_question_has_another_answer(door: Door, path: str) -> None:
    chinese = door.client.get(path)
    english = door.client.get(path, headers={"Accept-Language": "en"})
    assert chinese.get_json()["items"][0]["reasons"] != english.get_json()["items"][0]["reasons"]
    other = path.replace(door.refs["赵小满"], door.refs["钱立夏"])
    assert door.client.get(other).get_json()["for"]["name"] == "钱立夏"
    assert door.client.get(path).data == chinese.data


def test_a_change_of_the_opening_or_the_student_shows_at_once(door: Door, path: str) -> None:
    before = door.client.get(path).get_json()
    with make_session(door.engine, door.vault) as session:
        opening = session.scalars(select(Opening).where(Opening.ref == before["items"][0]["ref"])).one()
        opening.title = "成本会计"
        session.commit()
    assert door.client.get(path).get_json()["items"][0]["title"] == "成本会计"
    with make_session(door.engine, door.vault) as session:
        student = session.scalars(select(Student).where(Student.ref == door.refs["赵小满"])).one()
        student.name = "赵大满"
        session.commit()
    assert door.client.get(path).get_json()["for"]["name"] == "赵大满"


def test_what_was_kept_for_one_officer_is_no_answer_to_another_who_may_not_see_the_student(
    door: Door, path: str
) -> None:
    kept = door.client.get(path)
    door.ask_as(STREET)
    assert door.client.get(path).data == kept.data
    door.ask_as(ELSEWHERE)
    missing = door.client.get(path.replace(door.refs["赵小满"], "a" * 26))
    answer = door.client.get(path)
    assert (answer.status_code, answer.data) == (404, missing.data)
