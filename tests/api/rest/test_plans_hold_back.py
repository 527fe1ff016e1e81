"""Plans that hold places back for who comes later: ordered, kept, told without naming anybody."""

from typing import Any

import pytest
from sqlalchemy import select

from api.clock import today
from api.services.imports.uploads import Uploads
from api.services.matching.market import Market
from api.services.perform_job import Performer
from api.settings import Settings
from models.engine import make_session
from models.job import Job
from tests.api.held_places import WEEKS, let_a_graduate_come
from tests.api.rest.officer_door import STREET, Door

PLANS = "/api/v1/plans"


def made(door: Door, settings: Settings, **told: Any) -> dict[str, Any]:
    """A plan that was ordered and made."""
    ref = door.client.post(PLANS, json=told).get_json()["ref"]
    market = Market(settings.market, settings.policy)
    Performer(door.engine, door.vault, market, Uploads(settings.uploads, door.vault), None, {}).perform(ref)
    plan: dict[str, Any] = door.client.get(f"{PLANS}/{ref}").get_json()
    return plan


def proposed(plan: dict[str, Any]) -> list[str]:
    """The openings that a plan has for anybody."""
    return [item["opening"]["ref"] for item in plan["items"]["items"] if item["opening"] is not None]


def test_a_place_is_held_for_who_comes_and_nobody_goes_without(door: Door, production: Settings) -> None:
    with make_session(door.engine, door.vault) as session:
        second = let_a_graduate_come(session, door.vault, today())
        session.commit()
    plain = made(door, production)
    plan = made(door, production, hold_back=WEEKS)
    assert (plain["hold_back"], plain["figures"]["held_back"], plain["held"]) == (None, None, [])
    assert [proposed(each) for each in (plain, plan)] == [[door.refs["会计"]], [second]]
    assert plan["hold_back"] == WEEKS
    told = plan["figures"]["held_back"]
    assert (told["arrivals"], told["places"]) == (1, 1)
    scores = [each["figures"]["objective"]["score"] for each in (plain, plan)]
    assert told["cost"] == pytest.approx(scores[0] - scores[1])
    (held,) = plan["held"]
    assert (held["opening"]["ref"], held["places"], held["others"]) == (door.refs["会计"], 1, 1)
    assert today().isoformat() < held["first_day"] <= told["until"]
    door.ask_as(STREET)
    assert door.client.get(f"{PLANS}/{plan['ref']}").get_json()["held"] == [held]


def test_it_is_not_kept_for_whom(door: Door, production: Settings) -> None:
    with make_session(door.engine, door.vault) as session:
        let_a_graduate_come(session, door.vault, today())
        session.commit()
    made(door, production, hold_back=WEEKS)
    with make_session(door.engine, door.vault, read_only=True) as session:
        (result,) = session.scalars(select(Job.result))
    assert set(result["held_back"]) == {"until", "arrivals", "absent", "cost", "held"}
    assert set(result["held_back"]["held"][0]) == {"opening", "places", "first_day", "others"}


def test_where_nobody_comes_nothing_is_held(door: Door, production: Settings) -> None:
    plan = made(door, production, hold_back=1)
    told = plan["figures"]["held_back"]
    assert (told["arrivals"], told["places"], told["cost"], plan["held"]) == (0, 0, 0, [])
    assert plan["figures"]["objective"] == made(door, production)["figures"]["objective"]


@pytest.mark.parametrize("weeks", [0, 53, -1, 1.5, "many", True])
def test_weeks_that_are_none_are_refused_with_their_field(door: Door, weeks: object) -> None:
    answer = door.client.post(PLANS, json={"hold_back": weeks})
    assert answer.status_code == 422
    assert [each["field"] for each in answer.get_json()["errors"]] == ["hold_back"]
