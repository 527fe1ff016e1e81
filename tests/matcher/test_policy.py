"""A policy is data that holds together, or it is refused with the field that is wrong."""

import json
from dataclasses import replace

import pytest

from matcher.criteria import CRITERIA
from matcher.errors import InvalidPolicy
from matcher.policy import FULL_SCORE, STANDARD, UNKNOWN, Policy, Thresholds, match_levels


def broken(**changes: object) -> str:
    return json.dumps(json.loads(STANDARD.to_json()) | changes)


def test_the_standard_policy_adds_up_to_a_hundred_points():
    assert sum(STANDARD.of(criterion) for criterion in STANDARD.points) == FULL_SCORE


def test_every_criterion_has_its_points_and_nothing_else_has():
    assert {criterion.name for criterion in CRITERIA} == set(STANDARD.points)
    for criterion in CRITERIA:
        assert set(STANDARD.points[criterion.name]) <= set(criterion.levels)


def test_a_match_never_gives_less_than_silence():
    for criterion, levels in STANDARD.points.items():
        assert all(levels[level] >= levels.get(UNKNOWN, 0) for level in match_levels(criterion))


def test_json_goes_both_ways_with_the_same_fingerprint():
    again = Policy.from_json(STANDARD.to_json())
    assert again == STANDARD
    assert again.fingerprint == STANDARD.fingerprint


def test_a_changed_threshold_changes_the_fingerprint():
    assert replace(STANDARD, thresholds=Thresholds(reach_km=60)).fingerprint != STANDARD.fingerprint


def points(criterion: str, level: str, value: object) -> dict[str, object]:
    table = json.loads(STANDARD.to_json())["points"]
    table[criterion][level] = value
    return table


@pytest.mark.parametrize(
    ("text", "field", "problem"),
    [
        ("{", "", "not_json"),
        ("[]", "", "wrong_keys"),
        (broken(extra=1), "", "wrong_keys"),
        (broken(points={}), "points", "wrong_criteria"),
        (broken(points=points("wage", "MEETS", 700)), "points", "wrong_total"),
        (broken(points=points("wage", "PARTLY", 1)), "points.wage.PARTLY", "match_below_unknown"),
        (broken(points=points("skills", "NONE", 2000)), "points.skills.NONE", "mismatch_above_unknown"),
        (broken(points=points("wage", "BELOW", -1)), "points.wage.BELOW", "not_a_count"),
        (broken(points=points("wage", "BELOW", 0.5)), "points.wage.BELOW", "not_a_count"),
        (broken(points=points("wage", "MOON", 1)), "points.wage", "wrong_levels"),
        (broken(thresholds={"moon": 1}), "thresholds.moon", "unknown_field"),
        (broken(thresholds={"reach_km": -1}), "thresholds.reach_km", "not_a_count"),
    ],
)
def test_a_policy_that_does_not_hold_together_names_the_field(text, field, problem):
    with pytest.raises(InvalidPolicy) as refused:
        Policy.from_json(text)
    assert (refused.value.params["field"], refused.value.params["problem"]) == (field, problem)
