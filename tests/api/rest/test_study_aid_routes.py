"""Study aid and relief over REST: what officers enter, read back; scope, versions and the trail."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models.engine import make_session
from models.household import Household
from models.principal import Principal
from models.relief_payment import ReliefPayment
from models.student import Student
from tests.api.rest.officer_door import ELSEWHERE, OFFICER, OTHERS, STREET, Door

TERM = {
    "term": "2025-2026-2",
    "school": "一中",
    "education": "高中",
    "tuition_due": "4700",
    "lodging_due": "300.50",
}
RELIEF = {"purpose": "living", "amount": "500", "paid_on": "2026-03-01"}


def student(door: Door) -> str:
    return f"/api/v1/students/{door.refs['赵小满']}"


def send(door: Door, path: str, told: dict[str, Any], status: int = 201, **headers: str) -> Any:
    answer = door.client.post(path, json=told, headers=headers)
    assert answer.status_code == status, answer.text
    return answer.get_json()


def test_a_term_with_its_aid_is_read_back(door: Door) -> None:
    term = send(door, f"{student(door)}/terms", TERM)
    assert (term["due"], term["paid"], term["gap"]) == ("5000.50", "0.00", "5000.50")
    payments = f"/api/v1/terms/{term['ref']}/payments"
    send(door, payments, {"source": "loan", "amount": "4000"})
    told = send(door, payments, {"source": "grant", "amount": "1000.50", "paid_on": "2026-03-02"})
    assert (told["promised"], told["paid"], told["gap"]) == ("4000.00", "1000.50", "4000.00")
    assert send(door, payments, {"source": "loan", "amount": "4000"}, 409)["code"] == "PAYMENT_KNOWN"
    document = door.client.get(f"{student(door)}/study-aid").get_json()
    assert [each["term"] for each in document["terms"]] == ["2025-2026-2"]
    assert document["terms"][0]["education"]["code"] == "HIGH_SCHOOL"


def test_a_promise_is_kept_once(door: Door) -> None:
    term = send(door, f"{student(door)}/terms", TERM)
    told = send(door, f"/api/v1/terms/{term['ref']}/payments", {"source": "loan", "amount": "4000"})
    path, day = f"/api/v1/aid-payments/{told['aid'][0]['ref']}/paid", {"paid_on": "2026-03-05"}
    assert send(door, path, day, 428)["code"] == "VERSION_MISSING"
    assert send(door, path, day, 200, **{"If-Match": '"1"'})["paid"] == "4000.00"
    assert send(door, path, day, 409, **{"If-Match": '"2"'})["code"] == "PAID_ALREADY"


def test_what_is_due_is_corrected_and_taken_back_by_version(door: Door) -> None:
    term = send(door, f"{student(door)}/terms", TERM)
    path = f"/api/v1/terms/{term['ref']}"
    answer = door.client.patch(path, json={"lodging_due": None}, headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.get_json()["gap"]) == (200, None)
    assert answer.headers["ETag"] == '"2"'
    stale = door.client.patch(path, json={"lodging_due": "0"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    taken = door.client.post(f"{student(door)}/terms", json=TERM)
    assert (taken.status_code, taken.get_json()["errors"][0]["field"]) == (409, "term")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"tuition_due": "much"}, "tuition_due"),
        ({"term": "2025"}, "term"),
        ({"education": "magic"}, "education"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_term_is_read_strictly(door: Door, told: dict[str, str], field: str) -> None:
    answer = send(door, f"{student(door)}/terms", TERM | told, 422)
    assert [error["field"] for error in answer["errors"]] == [field]


def test_the_funds_money_is_one_payment_by_both_doors(door: Door) -> None:
    term = send(door, f"{student(door)}/terms", TERM)
    ledger = f"{student(door)}/relief"
    study = RELIEF | {"purpose": "study", "decision": "1"}
    send(door, ledger, study)
    aid = {"source": "relief_fund", "amount": "500", "paid_on": "2026-03-01"}
    told = send(door, f"/api/v1/terms/{term['ref']}/payments", aid)
    assert (told["paid"], told["aid"][0]["source"]["code"]) == ("500.00", "relief_fund")
    (item,) = door.client.get(ledger).get_json()["items"]
    assert (item["term"], item["decision"], item["student"]) == ("2025-2026-2", "1", door.refs["赵小满"])
    assert send(door, ledger, study, 409)["code"] == "PAYMENT_KNOWN"
    promise = send(
        door, f"/api/v1/terms/{term['ref']}/payments", {"source": "relief_fund", "amount": "1"}, 422
    )
    assert promise["errors"][0]["code"] == "RELIEF_UNDATED"


def test_a_household_has_a_ledger_and_the_year_its_figures(door: Door) -> None:
    with make_session(door.engine, door.vault) as session:
        household = Household(number="H-1", number_blind=b"1")
        for each in session.scalars(select(Student)):
            each.household = household
        session.flush()
        ref = household.ref
        session.commit()
    send(door, f"/api/v1/households/{ref}/relief", RELIEF)
    send(door, f"{student(door)}/relief", RELIEF | {"amount": "0.01"})
    document = door.client.get(f"/api/v1/households/{ref}/relief").get_json()
    assert (document["called"], document["total"]) == ("H-1", "500.01")
    assert document["years"] == [{"year": 2026, "times": 2, "total": "500.01"}]
    send(
        door, "/api/v1/relief/income", {"source": "budget", "amount": "80000000", "received_on": "2026-01-01"}
    )
    year = door.client.get("/api/v1/relief/2026").get_json()
    assert (year["times"], year["households"], year["highest"]) == (2, 1, "500.01")
    assert year["fund"]["balance"] == "79999499.99"
    door.ask_as(STREET)
    assert door.client.get("/api/v1/relief/2026").get_json() == year | {"fund": None}
    door.ask_as(ELSEWHERE)
    assert door.client.get("/api/v1/relief/2026").get_json()["times"] == 0


def test_schooling_is_logged_once_and_ends_in_a_hand_over(door: Door) -> None:
    path = f"{student(door)}/schooling-events"
    left = {"kind": "left_school", "day": "2026-03-10", "reason": "fees", "note": "家访得知"}
    send(door, path, left)
    assert send(door, path, left, 409)["errors"][0]["field"] == "day"
    assert send(door, path, {"kind": "visit", "day": "2026-03-11", "reason": "fees"}, 422)["errors"]
    assert send(door, path, {"kind": "visit", "day": "2099-12-31"}, 422)["errors"][0]["code"] == "DAY_TO_COME"
    send(door, path, {"kind": "returned", "day": "2026-03-20"})
    document = door.client.get(f"{student(door)}/study-aid").get_json()
    assert [each["kind"]["code"] for each in document["schooling"]] == ["returned", "left_school"]
    version = door.client.get(student(door)).headers["ETag"]
    done = send(
        door, f"{student(door)}/graduation", {"graduated_on": "2026-06-30"}, 200, **{"If-Match": version}
    )
    assert done["state"]["code"] == "seeking"
    assert "skills" in done["known"]
    assert {"phone", "limits"} <= set(done["to_ask"])


def test_a_pledge_is_paid_by_what_names_the_company(door: Door) -> None:
    (company,) = door.client.get("/api/v1/companies").get_json()["items"]
    path = f"/api/v1/companies/{company['ref']}/pledges"
    pledge = {"student": door.refs["赵小满"], "amount": "3000", "from_term": "2025-2026-2"}
    send(door, path, pledge)
    assert send(door, path, pledge, 409)["code"] == "PLEDGE_OVERLAPS"
    send(door, path, {"amount": "10000", "from_term": "2025-2026-2", "until_term": "2025-2026-2"})
    term = send(door, f"{student(door)}/terms", TERM)
    paid = {"source": "company", "amount": "1000", "paid_on": "2026-03-02", "company": company["ref"]}
    send(door, f"/api/v1/terms/{term['ref']}/payments", paid)
    gift = {"source": "company", "amount": "9000", "received_on": "2026-03-02", "company": company["ref"]}
    send(door, "/api/v1/relief/income", gift)
    items = door.client.get(path).get_json()["items"]
    assert [(each["amount"], each["paid"]) for each in items] == [
        ("3000.00", "1000.00"),
        ("10000.00", "9000.00"),
    ]
    door.ask_as(STREET)
    assert [each["amount"] for each in door.client.get(path).get_json()["items"]] == ["3000.00"]
    assert len(door.client.get(f"{student(door)}/study-aid").get_json()["pledges"]) == 1
    door.ask_as(OFFICER)
    other = paid | {"source": "school"}
    assert send(door, f"/api/v1/terms/{term['ref']}/payments", other, 422)["errors"][0]["field"] == "company"


def test_gaps_of_the_running_term_are_listed(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.rest.study_aid.today", lambda: date(2026, 2, 20))
    send(door, f"{student(door)}/terms", TERM)
    (gap,) = door.client.get("/api/v1/study-aid/gaps").get_json()["items"]
    assert (gap["name"], gap["days_left"], gap["term"]["gap"]) == ("赵小满", 9, "5000.50")
    door.ask_as(ELSEWHERE)
    empty = {"items": [], "total": 0, "page": 1, "page_size": 50}
    assert door.client.get("/api/v1/study-aid/gaps").get_json() == empty


def test_pledges_and_gaps_are_leafed_through(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.rest.study_aid.today", lambda: date(2026, 2, 20))
    company = door.client.get("/api/v1/companies").get_json()["items"][0]
    path = f"/api/v1/companies/{company['ref']}/pledges"
    for term in ("2025-2026-1", "2025-2026-2", "2026-2027-1"):
        send(door, path, {"amount": "100", "from_term": term, "until_term": term})
        send(door, f"{student(door)}/terms", TERM | {"term": term})
    for list_path in (path, "/api/v1/study-aid/gaps"):
        whole = door.client.get(list_path).get_json()
        pages = [door.client.get(f"{list_path}?page={page}&page_size=1").get_json() for page in (1, 2, 9)]
        assert [page["total"] for page in pages] == [whole["total"]] * 3
        assert [page["items"] for page in pages] == [whole["items"][:1], whole["items"][1:2], []]
        assert whole["total"] > 1


def paths(door: Door) -> dict[str, str]:
    term = send(door, f"{student(door)}/terms", TERM)
    return {
        "study aid": f"{student(door)}/study-aid",
        "relief": f"{student(door)}/relief",
        "gaps": "/api/v1/study-aid/gaps",
        "term": f"/api/v1/terms/{term['ref']}/payments",
    }


@pytest.mark.parametrize("name", ["study aid", "relief", "gaps"])
def test_every_look_is_kept_with_the_names_of_fields(door: Door, name: str) -> None:
    path = paths(door)[name]
    before = len(door.trail())
    assert door.client.get(path).status_code == 200
    (event,) = door.trail()[before:]
    assert (event.actor, event.outcome) == (OFFICER.name, "done")
    assert event.fields
    assert "4700" not in str(event.details)


def test_of_what_is_elsewhere_one_learns_nothing(door: Door) -> None:
    here = paths(door)
    door.ask_as(ELSEWHERE)
    for name in ("study aid", "relief"):
        missing = door.client.get(here[name].replace(door.refs["赵小满"], "a" * 26))
        answer = door.client.get(here[name])
        assert (answer.status_code, answer.data) == (404, missing.data)
    aid = {"source": "grant", "amount": "1"}
    answers = [door.client.post(path, json=aid) for path in (here["term"], "/api/v1/terms/aaaaaaaa/payments")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].data == answers[1].data
    with make_session(door.engine, door.vault) as session:
        assert session.scalars(select(ReliefPayment)).all() == []


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: str(who.role))
def test_nobody_else_gets_in(door: Door, who: Principal) -> None:
    here = paths(door)
    door.ask_as(who)
    assert {door.client.get(here[name]).status_code for name in ("study aid", "relief", "gaps")} == {403}
    assert door.client.get("/api/v1/relief/2026").status_code == 403
