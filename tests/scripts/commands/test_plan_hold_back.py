"""`aixin plan --hold-back`: what is kept for who comes later is told, and by name in the trail alone."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.services.plans import spare_places
from matcher.plan.holding import Held, Sparing
from tests.scripts.commands.conftest import Instance, Run, document

DAY = ("--as-of", "2026-11-01")


@pytest.fixture
def holding(instance: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    """One place in the welding is held for a student who is not in the plan."""
    spare = spare_places.plan_sparing

    def held(*arguments: Any, **options: Any) -> Sparing:
        later = instance.refs["钱立夏"]
        one = Held(instance.refs["焊工"], 1, (later,), date(2026, 12, 1), others=2)
        sparing = spare(*arguments, **options)
        return replace(sparing, arrivals={later: one.first_day}, held=(one,), cost=123)

    monkeypatch.setattr(spare_places, "plan_sparing", held)


def test_where_nobody_comes_the_plan_is_as_ever(run: Run, instance: Instance) -> None:
    found = document(run("plan", *DAY, "--hold-back", 4, "--json"))
    assert found.pop("held_back") == {
        "until": "2026-11-29",
        "arrivals": 0,
        "absent": 0,
        "places": 0,
        "cost": 0,
        "held": [],
    }
    assert found == document(run("plan", *DAY, "--json"))


@pytest.mark.usefixtures("holding")
def test_what_is_held_for_whom_is_a_part_of_the_document(run: Run, instance: Instance) -> None:
    found = document(run("plan", *DAY, "--hold-back", 4, "--json"))["held_back"]
    later = instance.refs["钱立夏"]
    assert (found["arrivals"], found["cost"]) == (1, 1.23)
    assert found["held"] == [
        {
            "opening": instance.refs["焊工"],
            "places": 1,
            "students": [later],
            "first_day": "2026-12-01",
            "others": 2,
        }
    ]
    acts = document(run("audit", "list", "--json"))["items"]
    (planned,) = [act for act in acts if act["act"] == "students.planned"]
    assert later in planned["details"]["refs"]


@pytest.mark.usefixtures("holding")
@pytest.mark.parametrize(("locale", "words"), [("en", "nobody goes without"), ("zh_CN", "没有人因此落空")])
def test_it_is_told_in_words(run: Run, locale: str, words: str) -> None:
    output = run("plan", *DAY, "--hold-back", 4, "--locale", locale).stdout
    assert words in output
    assert "焊工" in output
    assert "2026-12-01" in output
    assert "钱立夏" not in output
