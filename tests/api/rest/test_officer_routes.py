"""Officers find, read and match: narrowed to what they see, and every look is kept."""

import pytest

from models.principal import Principal
from tests.api.rest.officer_door import ELSEWHERE, OFFICER, OTHERS, STREET, Door


def company_ref(door: Door) -> str:
    found = door.client.get("/api/v1/companies?q=锡东").get_json()
    return str(found["items"][0]["ref"])


def routes(door: Door) -> dict[str, str]:
    student, opening = door.refs["赵小满"], door.refs["会计"]
    return {
        "students": "/api/v1/students",
        "student": f"/api/v1/students/{student}",
        "student shortlist": f"/api/v1/students/{student}/shortlist",
        "opening shortlist": f"/api/v1/openings/{opening}/shortlist",
        "explanation": f"/api/v1/students/{student}/openings/{opening}/explanation",
        "companies": "/api/v1/companies",
        "company": f"/api/v1/companies/{company_ref(door)}",
    }


PERSONAL = ("students", "student", "student shortlist", "opening shortlist", "explanation", "company")


def test_an_officer_finds_and_reads_a_student(door: Door) -> None:
    page = door.client.get("/api/v1/students?q=赵小满").get_json()
    assert (page["total"], page["items"][0]["name"]) == (1, "赵小满")
    answer = door.client.get(routes(door)["student"])
    record = answer.get_json()
    assert (record["name"], record["birth_date"]) == ("赵小满", "2003-04-01")
    assert answer.headers["ETag"] == '"2"'
    assert "32020520030401" not in answer.text
    assert "hardship" not in answer.text


def test_shortlists_and_explanations_agree(door: Door) -> None:
    paths = routes(door)
    listed = door.client.get(paths["student shortlist"]).get_json()
    (item,) = listed["items"]
    assert (listed["for"]["name"], item["title"]) == ("赵小满", "会计")
    assert sum(bar["points"] for bar in item["bars"]) == pytest.approx(item["score"])
    assert listed["considered"] == listed["eligible"] + sum(listed["refused"].values())
    explained = door.client.get(paths["explanation"]).get_json()
    assert (explained["refused"], explained["item"]["score"]) == ([], item["score"])
    other_way = door.client.get(paths["opening shortlist"]).get_json()
    assert [(each["name"], each["score"]) for each in other_way["items"]] == [("赵小满", item["score"])]


def test_a_refused_pair_says_by_which_rules(door: Door) -> None:
    path = f"/api/v1/students/{door.refs['钱立夏']}/openings/{door.refs['会计']}/explanation"
    explained = door.client.get(path).get_json()
    assert explained["item"] is None
    assert [each["code"] for each in explained["refused"]] == ["ALREADY_PLACED"]


@pytest.mark.parametrize("name", PERSONAL)
def test_every_look_at_a_person_is_kept_with_the_names_of_fields(door: Door, name: str) -> None:
    path = routes(door)[name]
    before = len(door.trail())
    assert door.client.get(path).status_code == 200
    (event,) = door.trail()[before:]
    assert (event.actor, event.outcome) == (OFFICER.name, "done")
    assert event.fields
    assert "赵小满" not in str(event.details)


@pytest.mark.parametrize("name", PERSONAL)
def test_what_cannot_be_kept_is_not_shown(door: Door, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = routes(door)[name]

    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("api.extensions.record", fail)
    answer = door.client.get(path)
    assert answer.status_code >= 500
    assert "赵小满" not in answer.text


def test_a_street_officer_sees_the_street_and_of_others_not_even_that_they_are(door: Door) -> None:
    paths = routes(door)
    nobody = paths["student"].replace(door.refs["赵小满"], "a" * 26)
    door.ask_as(STREET)
    assert door.client.get(paths["students"]).get_json()["total"] == 2
    assert len(door.client.get(paths["opening shortlist"]).get_json()["items"]) == 1
    door.ask_as(ELSEWHERE)
    assert door.client.get(paths["students"]).get_json()["total"] == 0
    shortlist = door.client.get(paths["opening shortlist"]).get_json()
    assert (shortlist["items"], shortlist["considered"]) == ([], 0)
    missing = door.client.get(nobody)
    for name in ("student", "student shortlist", "explanation"):
        answer = door.client.get(paths[name])
        assert (answer.status_code, answer.data) == (404, missing.data)


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: str(who.role))
def test_nobody_else_gets_in(door: Door, who: Principal) -> None:
    paths = routes(door)
    door.ask_as(who)
    assert {name: door.client.get(path).status_code for name, path in paths.items()} == dict.fromkeys(
        paths, 403
    )
    door.ask_as(None)
    assert {door.client.get(path).status_code for path in paths.values()} == {401}


@pytest.mark.parametrize("query", ["k=0", "k=51", "k=x", "length=3"])
def test_a_query_is_read_strictly(door: Door, query: str) -> None:
    answer = door.client.get(f"{routes(door)['student shortlist']}?{query}")
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == query.partition("=")[0]
