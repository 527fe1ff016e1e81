"""Plans through the door: ordered, made by a worker, read by whom they are for; a shortlist follows."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from api.services.apply_changes import table_of
from api.services.imports.uploads import Uploads
from api.services.matching.market import Market
from api.services.perform_job import Performer
from api.settings import Settings
from matcher.policy import STANDARD
from models.engine import make_session
from models.job import Job
from models.opening import Opening
from models.plan import DistrictPlan, PlanItem
from models.principal import Principal
from models.student import Student
from tests.api.rest.officer_door import ELSEWHERE, OFFICER, OTHERS, STREET, Door
from tests.models.samples import a_company, a_student, an_opening

PLANS = "/api/v1/plans"
Perform = Callable[[str], None]


@pytest.fixture
def perform(door: Door, production: Settings) -> Perform:
    market = Market(production.market, production.policy)
    return Performer(
        door.engine, door.vault, market, Uploads(production.uploads, door.vault), None, {}
    ).perform


def order(door: Door, **told: Any) -> Any:
    return door.client.post(PLANS, json=told)


def pair(door: Door, student: str, opening: str) -> dict[str, str]:
    return {"student": door.refs[student], "opening": door.refs[opening]}


def made(door: Door, perform: Perform, **told: Any) -> str:
    """The address of a plan that was ordered and made."""
    ref = order(door, **told).get_json()["ref"]
    perform(ref)
    return f"{PLANS}/{ref}"


def problems(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422
    return [(each["field"], each["code"]) for each in answer.get_json()["errors"]]


def test_a_plan_is_ordered_made_and_read(door: Door, perform: Perform) -> None:
    answer = order(door)
    assert answer.status_code == 202
    ordered = answer.get_json()
    assert (ordered["state"], ordered["figures"], ordered["policy"]) == ("queued", None, None)
    assert ordered["progress"] == {"done": 0, "total": None, "step": "waiting", "percent": 0}
    perform(ordered["ref"])
    plan = door.client.get(f"{PLANS}/{ordered['ref']}").get_json()
    assert (plan["state"], plan["ordered_by"]) == ("done", OFFICER.name)
    assert (plan["progress"]["step"], plan["progress"]["percent"]) == ("over", 100)
    assert None not in (plan["policy"], plan["snapshot"], plan["code"])
    figures = plan["figures"]
    assert (figures["students"], figures["headcount"], figures["optimal"]) == (1, 4, True)
    assert figures["objective"] == figures["bound"]
    assert figures["weights"] == asdict(STANDARD.priorities)
    assert figures["left_out"] == {"declined": 0, "dropped": 0}
    (item,) = plan["items"]["items"]
    assert item["student"] == {"ref": door.refs["赵小满"], "name": "赵小满"}
    assert item["opening"]["ref"] == door.refs["会计"]
    assert (item["rank_in_own_shortlist"], item["regret"], item["reason"]) == (1, 0, None)
    listed = door.client.get(PLANS).get_json()
    assert [each["ref"] for each in listed["items"]] == [ordered["ref"]]
    assert "items" not in listed["items"][0]


def test_orders_are_heeded_and_told(door: Door, perform: Perform) -> None:
    ban = pair(door, "赵小满", "会计")
    plan = door.client.get(made(door, perform, bans=[ban, ban], per_company=3)).get_json()
    assert (plan["bans"], plan["pins"], plan["per_company"]) == ([ban], [], 3)
    (item,) = plan["items"]["items"]
    assert (item["opening"], item["reason"]) == (None, "BANNED")
    assert item["message"] == plan["unplaced"][0]["message"]
    assert [(each["code"], each["students"]) for each in plan["unplaced"]] == [("BANNED", 1)]
    pinned = door.client.get(made(door, perform, pins=[ban])).get_json()
    assert [each["pinned"] for each in pinned["items"]["items"]] == [True]


def test_items_are_read_a_page_at_a_time_with_or_without_a_proposal(door: Door, perform: Perform) -> None:
    path = made(door, perform)
    for query, total in (("placed=true", 1), ("placed=false", 0), ("page_size=1&page=2", 1)):
        assert door.client.get(f"{path}?{query}").get_json()["items"]["total"] == total
    assert door.client.get(f"{path}?page=2").get_json()["items"]["items"] == []


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"pins": [("赵小满", "焊工")]}, [("pins.0", "PIN_REFUSED")]),
        ({"pins": [("钱立夏", "会计")]}, [("pins.0", "PIN_NO_PARTICIPANT")]),
        ({"pins": [("赵小满", "旧岗位")]}, [("pins.0", "PIN_NO_VACANCY")]),
        ({"pins": [("赵小满", "会计")], "bans": [("赵小满", "会计")]}, [("pins.0", "PIN_BANNED")]),
        ({"pins": [("赵小满", "会计")] * 2}, [("pins.1.student", "PIN_TWICE")]),
        ({"pins": [("赵小满", "会计")], "per_company": 0}, [("pins.0", "PIN_FULL")]),
        ({"pins": [("谁", "会计")], "bans": [("赵小满", "何处")]}, [
            ("pins.0.student", "STUDENT_MISSING"),
            ("bans.0.opening", "OPENING_MISSING"),
        ]),
        ({"per_company": -1}, [("per_company", "OUT_OF_RANGE")]),
        ({"per_company": 0.5}, [("per_company", "NO_WHOLE_NUMBER")]),
        ({"candidates": 0}, [("candidates", "OUT_OF_RANGE")]),
        ({"k": 5}, [("k", "UNKNOWN_FIELD")]),
    ],
)  # fmt: skip
def test_what_no_plan_could_heed_is_refused_at_its_field(
    door: Door, told: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    with make_session(door.engine, door.vault) as session:
        over = an_opening(a_company("昨日公司"), "旧岗位", headcount=1, filled=1)
        session.add(over)
        session.flush()
        refs = {**door.refs, "旧岗位": over.ref}
        session.commit()
    body = {
        name: [
            {"student": refs.get(one, "a" * 26), "opening": refs.get(other, "b" * 26)} for one, other in value
        ]
        if isinstance(value, list)
        else value
        for name, value in told.items()
    }
    assert problems(order(door, **body)) == expected
    with make_session(door.engine, None, read_only=True) as session:
        assert session.scalars(select(Job)).all() == []


def test_caps_that_cross_are_refused_by_name(door: Door) -> None:
    with make_session(door.engine, door.vault) as session:
        code = {"occupation": "2-06-03-00", "occupation_confidence": 0.9}
        session.add(an_opening(a_company("另一公司"), "会计助理", **code))
        session.commit()
    answer = order(door, per_company=1, per_occupation=1)
    assert problems(answer) == [("per_occupation", "CAPS_CROSS")]
    assert "锡东暖心机械厂" in answer.get_json()["errors"][0]["message"]


def test_more_pins_than_places_are_refused_at_the_first_too_many(door: Door) -> None:
    with make_session(door.engine, door.vault) as session:
        session.scalars(select(Opening).where(Opening.title == "会计")).one().headcount = 1
        known = session.scalars(select(Student).where(Student.ref == door.refs["赵小满"])).one()
        alike = {name: getattr(known, name) for name in ("state", "place", "education", "completion")}
        other = a_student(door.vault, id_number="320205200304019999", **alike)
        session.add(other)
        session.flush()
        refs = sorted([other.ref, known.ref])
        session.commit()
    pins = [{"student": ref, "opening": door.refs["会计"]} for ref in refs]
    answer = order(door, pins=pins)
    assert problems(answer) == [("pins.1", "PIN_FULL")]
    assert answer.get_json()["errors"][0]["params"] == {"name": "会计"}


def test_what_cannot_be_heeded_any_more_ends_the_job_with_the_reason(door: Door, perform: Perform) -> None:
    ref = order(door, pins=[pair(door, "赵小满", "会计")]).get_json()["ref"]
    with make_session(door.engine, door.vault) as session:
        session.scalars(select(Opening).where(Opening.title == "会计")).one().filled = 2
        session.commit()
    perform(ref)
    plan = door.client.get(f"{PLANS}/{ref}").get_json()
    assert (plan["state"], plan["error"]["code"], plan["figures"]) == ("failed", "INVALID_ORDER", None)
    assert plan["error"]["message"]
    assert plan["items"]["items"] == []


def test_a_street_officer_reads_the_streets_students_and_no_priorities(door: Door, perform: Perform) -> None:
    path = made(door, perform, pins=[pair(door, "赵小满", "会计")])
    assert door.client.get(path).get_json()["figures"]["objective"]["priority"] > 0
    for who, total in ((STREET, 1), (ELSEWHERE, 0)):
        door.ask_as(who)
        plan = door.client.get(path).get_json()
        assert (plan["items"]["total"], len(plan["pins"])) == (total, total)
        assert plan["figures"]["objective"]["priority"] is None
        assert plan["figures"]["bound"]["priority"] is None
        assert plan["figures"]["weights"] is None
        assert plan["figures"]["objective"]["placed"] == 1
        assert order(door).status_code == 403
        assert door.client.post(f"{path}/cancel").status_code == 403
        listed = door.client.get(PLANS).get_json()["items"]
        assert listed[0]["figures"]["objective"]["priority"] is None


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: who.role)
def test_nobody_else_orders_or_reads_a_plan(door: Door, perform: Perform, who: Principal) -> None:
    path = made(door, perform)
    door.ask_as(who)
    item = f"{path}/items/{door.refs['赵小满']}/shortlist"
    answers = [door.client.get(PLANS), door.client.get(path), order(door), door.client.post(item, json={})]
    assert {answer.status_code for answer in answers} == {403}


def test_what_is_done_and_looked_at_stands_in_the_trail(door: Door, perform: Perform) -> None:
    path = made(door, perform, bans=[pair(door, "赵小满", "焊工")])
    door.client.get(path)
    ref = order(door).get_json()["ref"]
    door.client.post(f"{PLANS}/{ref}/cancel")
    told = [(event.act, event.details.get("refs")) for event in door.trail()]
    student = [door.refs["赵小满"]]
    assert told == [
        ("plan.ordered", student),
        ("plan.read", student),
        ("plan.ordered", []),
        ("plan.cancelled", None),
    ]
    assert "赵小满" not in str([event.details for event in door.trail()])


def test_a_plan_that_is_called_off_is_not_made(door: Door, perform: Perform) -> None:
    ref = order(door).get_json()["ref"]
    assert door.client.post(f"{PLANS}/{ref}/cancel").get_json()["state"] == "cancelled"
    perform(ref)
    again = door.client.post(f"{PLANS}/{ref}/cancel")
    assert (again.status_code, again.get_json()["code"]) == (409, "JOB_OVER")
    assert door.client.get(f"{PLANS}/{ref}").get_json()["items"]["total"] == 0
    for path in (f"{PLANS}/{'a' * 26}", f"{PLANS}/{'a' * 26}/items/{'b' * 26}/shortlist"):
        assert door.client.post(f"{path}/cancel").status_code == 404


def test_a_proposal_becomes_a_kept_shortlist_with_it_pinned(door: Door, perform: Perform) -> None:
    path = made(door, perform)
    keep = f"{path}/items/{door.refs['赵小满']}/shortlist"
    answer = door.client.post(keep, json={})
    assert answer.status_code == 201
    kept = answer.get_json()
    assert [(item["ref"], item["pinned"], item["position"]) for item in kept["items"]] == [
        (door.refs["会计"], True, 1)
    ]
    assert kept["approved_at"] is None  # a person decides, in another act
    again = door.client.get(answer.headers["Location"])
    assert again.headers["ETag"] == answer.headers["ETag"]
    acts = [event.act for event in door.trail()]
    assert acts[-3:] == ["shortlist.kept", "shortlist.pinned", "shortlist.read"]
    door.ask_as(ELSEWHERE)
    assert door.client.post(keep, json={}).status_code == 404


def test_a_proposal_beyond_the_end_of_the_list_keeps_its_rank(door: Door, perform: Perform) -> None:
    with make_session(door.engine, door.vault) as session:
        session.scalars(select(Opening).where(Opening.title == "会计")).one().filled = 2
        session.commit()
    with make_session(door.engine, door.vault) as session:
        company = a_company("许多岗位")
        code = {"occupation": "2-06-03-00", "occupation_confidence": 0.9, "place": "320205"}
        better, worse = (
            an_opening(company, f"会计{n}", wage_low=w, wage_high=w, **code)
            for n, w in ((1, 9_000), (2, 3_700))
        )
        session.add_all([better, worse])
        session.flush()
        refs = better.ref, worse.ref
        session.commit()
    path = made(door, perform, pins=[{"student": door.refs["赵小满"], "opening": refs[1]}])
    kept = door.client.post(f"{path}/items/{door.refs['赵小满']}/shortlist", json={"k": 1}).get_json()
    assert [(item["ref"], item["pinned"], item["rank"]) for item in kept["items"]] == [
        (refs[1], True, 2),
        (refs[0], False, 1),
    ]


def test_what_is_not_possible_any_more_is_not_kept(door: Door, perform: Perform) -> None:
    path = made(door, perform)
    banned = made(door, perform, bans=[pair(door, "赵小满", "会计")])
    with make_session(door.engine, door.vault) as session:
        session.scalars(select(Opening).where(Opening.title == "会计")).one().filled = 2
        session.commit()
    for plan, code in ((path, "NOT_ELIGIBLE"), (banned, "NOTHING_PROPOSED")):
        answer = door.client.post(f"{plan}/items/{door.refs['赵小满']}/shortlist", json={})
        assert (answer.status_code, answer.get_json()["code"]) == (409, code)
    assert [event.act for event in door.trail()].count("shortlist.kept") == 0


def test_a_plan_that_was_broken_off_is_made_anew_and_kept_once(door: Door, perform: Perform) -> None:
    path = made(door, perform)
    perform(path.rpartition("/")[2])
    with make_session(door.engine, None, read_only=True) as session:
        counts = [
            session.scalars(select(func.count()).select_from(t)).one() for t in (DistrictPlan, PlanItem)
        ]
    assert counts == [1, 1]


def test_an_order_that_cannot_be_kept_leaves_nothing(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("api.services.acting.record", fail)
    assert order(door).status_code >= 500
    with make_session(door.engine, None, read_only=True) as session:
        assert session.scalars(select(Job)).all() == []


def test_a_plan_is_read_still_when_a_sought_opening_is_gone(door: Door, perform: Perform) -> None:
    with make_session(door.engine, door.vault) as session:
        session.scalars(select(Opening).where(Opening.title == "会计")).one().headcount = 1
        known = session.scalars(select(Student).where(Student.ref == door.refs["赵小满"])).one()
        alike = {name: getattr(known, name) for name in ("state", "place", "education", "completion")}
        session.add(a_student(door.vault, id_number="320205200304019999", **alike))
        session.commit()
    path = made(door, perform)
    (sought,) = door.client.get(path).get_json()["sought"]
    assert (sought["opening"]["ref"], sought["others"]) == (door.refs["会计"], 1)
    assert sought["gain"]["placed"] == 1
    with make_session(door.engine, door.vault) as session:
        session.execute(delete(table_of(Opening)).where(table_of(Opening).c.ref == door.refs["会计"]))
        session.commit()
    plan = door.client.get(path).get_json()
    assert (plan["sought"], [each["reason"] for each in plan["items"]["items"]]) == ([], ["CONTESTED"])
