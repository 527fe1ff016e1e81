"""Two policies beside each other: their figures, and what becomes of the lists."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from api.services.matching.compare_policies import Effect, PolicyChange, policy_changes, policy_effect
from api.services.matching.market import Market
from matcher.policy import STANDARD, Policy
from matcher.results import Match, Shortlist

TODAY = date(2026, 11, 1)


def test_figures_that_differ_are_told_in_the_order_of_the_policy() -> None:
    document = STANDARD.document()
    document["points"]["wage"]["PARTLY"] = 400
    document["points"]["skills"]["UNKNOWN"] = 700
    document["thresholds"]["near_km"] = 10
    document["priorities"]["alone"] = 7
    assert policy_changes(STANDARD, Policy.from_json(json.dumps(document))) == (
        PolicyChange("points.skills.UNKNOWN", STANDARD.points["skills"]["UNKNOWN"], 700),
        PolicyChange("points.wage.PARTLY", STANDARD.points["wage"]["PARTLY"], 400),
        PolicyChange("thresholds.near_km", 15, 10),
        PolicyChange("priorities.alone", 6, 7),
    )
    assert policy_changes(STANDARD, replace(STANDARD, name="other")) == ()


LISTS = {  # everybody's openings, in the order of the shortlist
    "before": ["abc", "abc", "abc", "", "a"],
    "after": ["abc", "bac", "abd", "x", ""],
}


def test_lists_that_change_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def lists(session: Session, market: Market, **_: object) -> Iterator[Shortlist]:
        for openings in LISTS[market.policy.name]:
            matches = tuple(Match("s", ref, 0, (), 1, rank) for rank, ref in enumerate(openings, start=1))
            yield Shortlist("student", "s", TODAY, "", "", 9, 9, matches, {})

    monkeypatch.setattr("api.services.matching.compare_policies.shortlists_for_all", lists)
    before, after = (Market(Path(), replace(STANDARD, name=name)) for name in ("before", "after"))
    effect = policy_effect(Session(), before, after, as_of=TODAY, k=3)
    assert effect == Effect(k=3, students=5, changed=4, first_changed=3, entered=2, left=2)
