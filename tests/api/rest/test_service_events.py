"""Officers log services and see what is owed; nobody else does."""

from dataclasses import replace
from typing import Any

import pytest

from models.principal import Principal
from models.service_event import BY_HAND, Service
from tests.api.rest.officer_door import ELSEWHERE, OTHERS, STREET, Door

NOBODY = "a" * 26


def path(door: Door, name: str = "赵小满") -> str:
    return f"/api/v1/students/{door.refs[name]}/service-events"


def log(door: Door, **told: Any) -> Any:
    answer = door.client.post(path(door), json=told)
    assert answer.status_code == 201, answer.get_json()
    return answer.get_json()


def take_back(ref: str) -> tuple[str, str, dict[str, str]]:
    return "POST", f"/api/v1/service-events/{ref}/take-back", {"reason": "wrong_person"}


def owed(door: Door) -> dict[str, list[int]]:
    items = door.client.get("/api/v1/service-promises").get_json()["items"]
    return {item["name"]: [part["owed"] for part in item["owed"]] for item in items}


def test_a_service_is_logged_counted_and_taken_back(door: Door) -> None:
    assert owed(door) == {"赵小满": [1, 1, 3, 1]}  # the other one is employed
    made = log(door, kind="guidance", note="面谈一小时")
    assert (made["kind"], made["note"]) == ({"code": "guidance", "name": "职业指导"}, "面谈一小时")
    assert owed(door) == {"赵小满": [1, 0, 3, 1]}
    listed = door.client.get(path(door)).get_json()
    assert listed["items"] == [made]
    assert [(part["promised"], part["done"], part["owed"]) for part in listed["promise"]] == [
        (1, 0, 1),
        (1, 1, 0),
        (3, 0, 3),
        (1, 0, 1),
    ]
    _, wrong, why = take_back(made["ref"])
    taken = door.client.post(wrong, json=why)
    assert (taken.status_code, taken.get_json()["taken_back"]["reason"]["code"]) == (200, "wrong_person")
    again = door.client.post(wrong, json=why)
    assert (again.status_code, again.get_json()["code"]) == (409, "ALREADY_TAKEN_BACK")
    assert owed(door) == {"赵小满": [1, 1, 3, 1]}


@pytest.mark.parametrize(
    "told",
    [{}, {"kind": "hope"}, {"kind": "guidance", "day": "soon"}, {"kind": "guidance", "note": "长" * 1001}],
)
def test_what_is_no_service_is_refused(door: Door, told: Any) -> None:
    assert door.client.post(path(door), json=told).status_code == 422


def test_tomorrow_is_refused(door: Door) -> None:
    answer = door.client.post(path(door), json={"kind": "guidance", "day": "2099-12-31"})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "FUTURE")
    assert log(door, kind="guidance", day="1990-01-01")["at"].startswith("1990-01-01")


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", BY_HAND)
def test_every_service_has_a_name_in_both_languages(door: Door, kind: Service) -> None:
    log(door, kind=kind.value)
    names = {
        door.client.get(path(door), headers={"Accept-Language": language}).get_json()["items"][0]["kind"][
            "name"
        ]
        for language in ("zh-CN", "en")
    }
    assert len(names) == 2


def test_acts_and_looks_are_kept_without_a_note(door: Door) -> None:
    made = log(door, kind="contact", note="鹓雒来电")
    _, wrong, why = take_back(made["ref"])
    door.client.post(wrong, json=why)
    door.client.get(path(door))
    owed(door)
    trail = door.trail()
    assert [event.act for event in trail] == [
        "service.logged",
        "service.taken_back",
        "student.services",
        "services.owed",
    ]
    assert {event.subject_ref for event in trail[:3]} == {door.refs["赵小满"]}
    assert trail[3].details == {"refs": [door.refs["赵小满"]]}
    assert "鹓雒" not in str([event.details for event in trail])


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: str(who.role))
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nobody_else_gets_in(door: Door, who: Principal) -> None:
    made = log(door, kind="guidance")
    door.ask_as(who)
    tried = [("GET", path(door), None), ("POST", path(door), {"kind": "guidance"})]
    tried += [take_back(made["ref"]), ("GET", "/api/v1/service-promises", None)]
    for method, address, body in tried:
        assert door.client.open(address, method=method, json=body).status_code == 403, address


def test_another_streets_are_not_even_there(door: Door) -> None:
    made = log(door, kind="guidance")
    door.ask_as(STREET)
    assert len(owed(door)) == 1
    door.ask_as(ELSEWHERE)
    assert owed(door) == {}
    missing = door.client.get(f"/api/v1/students/{NOBODY}/service-events")
    tried = [("GET", path(door), None), ("POST", path(door), {"kind": "guidance"})]
    for method, address, body in [*tried, take_back(made["ref"])]:
        answer = door.client.open(address, method=method, json=body)
        assert (answer.status_code, answer.data) == (404, missing.data)


def test_in_an_emergency_a_contact_is_logged_and_no_more(door: Door) -> None:
    ref = door.refs["赵小满"]
    door.ask_as(replace(ELSEWHERE, opened=(ref,)))
    assert log(door, kind="guidance")["kind"]["code"] == "guidance"
    paid = {"amount": "50", "paid_on": "2026-11-20", "purpose": "medical"}
    for noun, told in (("link", {}), ("relief", paid)):
        answer = door.client.post(f"/api/v1/students/{ref}/{noun}", json=told)
        assert (answer.status_code, answer.get_json()["code"]) == (403, "FORBIDDEN"), noun
    assert door.client.get(f"/api/v1/students/{ref}").status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "1989-12-31", "2100-01-01"])
def test_a_day_outside_of_any_calendar_of_ours_is_named(door: Door, day: str) -> None:
    answer = door.client.post(path(door), json={"kind": "guidance", "day": day})
    assert answer.status_code == 422
    (error,) = answer.get_json()["errors"]
    assert (error["field"], error["code"]) == ("day", "OUT_OF_RANGE")
    assert "1990-01-01" in error["message"]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_recommendation_is_not_logged_by_hand(door: Door) -> None:
    answer = door.client.post(path(door), json={"kind": "recommendation"})
    assert (answer.status_code, answer.get_json()["errors"][0]["code"]) == (422, "NOT_ACCEPTED")
