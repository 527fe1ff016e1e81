"""Taking back over REST: one way for everything, by whoever may enter it; looks tell what was struck out."""

from collections.abc import Mapping
from typing import Any

import pytest

from models.principal import Principal
from tests.api.rest.officer_door import ELSEWHERE, OFFICER, OTHERS, STREET, Door

TERM = {"term": "2025-2026-2", "tuition_due": "4700", "lodging_due": "0"}
RELIEF = {"purpose": "living", "amount": "500", "paid_on": "2026-03-01"}
INCOME = {"source": "budget", "amount": "9000", "received_on": "2026-01-01", "document": "D1"}
WHY = {"reason": "mistyped"}
KINDS = ("aid-payments", "terms", "relief-payments", "relief/income", "pledges", "schooling-events")


def student(door: Door) -> str:
    return f"/api/v1/students/{door.refs['赵小满']}"


def send(door: Door, path: str, told: Mapping[str, Any], status: int = 201, **headers: str) -> Any:
    answer = door.client.post(path, json=told, headers=headers)
    assert answer.status_code == status, answer.text
    return answer.get_json()


@pytest.fixture
def entered(door: Door) -> dict[str, str]:
    """One of each kind, in the order in which they are taken back: by its path."""
    (company,) = door.client.get("/api/v1/companies").get_json()["items"]
    term = send(door, f"{student(door)}/terms", TERM)
    grant = {"source": "grant", "amount": "100", "paid_on": "2026-03-02"}
    paid = send(door, f"/api/v1/terms/{term['ref']}/payments", grant)
    pledge = {"student": door.refs["赵小满"], "amount": "3000", "from_term": "2025-2026-2"}
    left = {"kind": "left_school", "day": "2026-03-10", "reason": "fees"}
    refs = {
        "aid-payments": paid["aid"][0]["ref"],
        "terms": term["ref"],
        "relief-payments": send(door, f"{student(door)}/relief", RELIEF)["items"][0]["ref"],
        "relief/income": send(door, "/api/v1/relief/income", INCOME)["ref"],
        "pledges": send(door, f"/api/v1/companies/{company['ref']}/pledges", pledge)["ref"],
        "schooling-events": send(door, f"{student(door)}/schooling-events", left)["ref"],
    }
    return {kind: f"/api/v1/{kind}/{ref}/take-back" for kind, ref in refs.items()}


def test_each_is_taken_back_once_with_a_reason(door: Door, entered: dict[str, str]) -> None:
    for kind, path in entered.items():
        assert send(door, path, {}, 422)["errors"][0]["field"] == "reason"
        assert send(door, path, {"reason": "whim"}, 422)["errors"][0]["code"] == "NOT_ACCEPTED"
        told = send(door, path, WHY, 200)
        struck = [each for each in (told, *told.get("aid", ()), *told.get("items", ())) if by(each)]
        why = [each["taken_back"]["reason"] for each in struck]
        assert why[:1] == [{"code": "mistyped", "name": "录入有误"}], kind
        assert send(door, path, WHY, 409)["code"] == "ALREADY_TAKEN_BACK"
        assert door.client.post(path.replace("/take-back", "x/take-back"), json=WHY).status_code == 404
    document = door.client.get(f"{student(door)}/study-aid").get_json()
    (term,), (event,), (pledge,) = (document[part] for part in ("terms", "schooling", "pledges"))
    assert [by(each) for each in (term, term["aid"][0], event, pledge)] == [OFFICER.name] * 4
    assert (term["paid"], term["gap"]) == ("0.00", "4700.00")
    ledger = door.client.get(f"{student(door)}/relief").get_json()
    assert (ledger["total"], ledger["years"], by(ledger["items"][0])) == ("0.00", [], OFFICER.name)
    (income,) = door.client.get("/api/v1/relief/income").get_json()["items"]
    assert (by(income), income["document"]) == (OFFICER.name, "D1")
    assert door.client.get("/api/v1/relief/2026").get_json()["fund"]["balance"] == "0.00"


def by(document: Mapping[str, Any]) -> str | None:
    told = document.get("taken_back")
    return told["by"] if told else None


def test_a_term_with_what_was_paid_for_it_stays(door: Door, entered: dict[str, str]) -> None:
    assert send(door, entered["terms"], WHY, 409)["code"] == "HAS_PAYMENTS"


def test_a_graduation_is_taken_back_by_the_event_that_the_answer_names(door: Door) -> None:
    def record() -> Any:
        answer = door.client.get(student(door))
        return answer.headers["ETag"], answer.get_json()

    version, before = record()
    done = {"graduated_on": "2026-06-30"}
    made = send(door, f"{student(door)}/graduation", done, 200, **{"If-Match": version})
    assert record()[1]["graduation"] != before["graduation"]
    told = send(door, f"/api/v1/schooling-events/{made['event']}/take-back", WHY, 200)
    assert (told["kind"]["code"], by(told)) == ("graduated", OFFICER.name)
    after = record()[1]
    assert {name: value for name, value in after.items() if before[name] != value}.keys() <= {"version"}


def test_acts_are_kept_with_why_and_no_amount(door: Door, entered: dict[str, str]) -> None:
    before = len(door.trail())
    for path in entered.values():
        send(door, path, WHY, 200)
    acts = [event for event in door.trail()[before:] if event.act.endswith("taken_back")]
    assert len(acts) == len(KINDS)
    assert {event.details["why"] for event in acts} == {"mistyped"}
    assert "500" not in str([event.details for event in acts])


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: str(who.role))
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nobody_else_takes_anything_back(door: Door, entered: dict[str, str], who: Principal) -> None:
    door.ask_as(who)
    assert {door.client.post(path, json=WHY).status_code for path in entered.values()} == {403}
    assert door.client.get("/api/v1/relief/income").status_code == 403


def test_a_street_officer_takes_back_what_is_of_the_street(door: Door, entered: dict[str, str]) -> None:
    door.ask_as(ELSEWHERE)
    closed = {"relief/income": 403, "pledges": 403}
    for kind, path in entered.items():
        assert door.client.post(path, json=WHY).status_code == closed.get(kind, 404), kind
    door.ask_as(STREET)
    for kind, path in entered.items():
        assert door.client.post(path, json=WHY).status_code == closed.get(kind, 200), kind
