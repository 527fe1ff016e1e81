"""A policy is data that holds together, or it is refused with every field that is wrong."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.criteria import CRITERIA
from matcher.errors import InvalidPolicy
from matcher.policy import (
    FULL_SCORE,
    STANDARD,
    UNKNOWN,
    Policy,
    Priorities,
    Thresholds,
    find_problems,
    json_schema,
    match_levels,
)


def changed(path: str, value: object) -> str:
    """The standard policy's document with one field set to another value."""
    document: dict[str, Any] = STANDARD.document()
    *around, last = path.split(".")
    table = document
    for name in around:
        table = table[name]
    table[last] = value
    return json.dumps(document)


def without(path: str) -> str:
    document: dict[str, Any] = json.loads(changed(path, None))
    *around, last = path.split(".")
    table = document
    for name in around:
        table = table[name]
    del table[last]
    return json.dumps(document)


def problems_of(text: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(InvalidPolicy) as refused:
        Policy.from_json(text)
    return [(problem.field, problem.code) for problem in refused.value.problems]


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


@pytest.mark.parametrize("threshold", [threshold.name for threshold in fields(Thresholds)])
def test_a_changed_threshold_changes_the_fingerprint(threshold: str):
    standard = getattr(Thresholds(), threshold)
    values = (standard + 1, standard - 1)  # one of the two at least is allowed
    other = next(
        value for value in values if not find_problems(json.loads(changed(f"thresholds.{threshold}", value)))
    )
    assert (
        replace(STANDARD, thresholds=replace(Thresholds(), **{threshold: other})).fingerprint
        != STANDARD.fingerprint
    )


def test_priorities_are_no_part_of_a_ranking_and_may_be_left_out():
    others = Policy.from_json(changed("priorities.alone", 99))
    assert (others.priorities.alone, others.fingerprint) == (99, STANDARD.fingerprint)
    assert others != STANDARD
    assert Policy.from_json(without("priorities")) == STANDARD  # a file of before there were any


def test_only_what_can_change_a_ranking_changes_the_fingerprint():
    document = STANDARD.document()
    document["points"] = dict(reversed(document["points"].items()))
    other = Policy.from_json(json.dumps(document | {"name": "ours"}))
    assert other.fingerprint == STANDARD.fingerprint
    assert Policy.from_json(changed("points.wage.BELOW", 1)).fingerprint != STANDARD.fingerprint


BROKEN = [
    ("{", "", "not_json"),
    (b"\xff\xfe\xfa", "", "unreadable"),
    ("[" * 100_000, "", "unreadable"),
    ("[]", "", "not_a_table"),
    (without("version"), "version", "missing"),
    (changed("version", 2), "version", "wrong_version"),
    (changed("version", True), "version", "wrong_version"),
    ('{"version": 1, "version": 1}', "version", "repeated"),
    (changed("extra", 1), "extra", "unknown"),
    (changed("name", " "), "name", "not_a_name"),
    (without("name"), "name", "missing"),
    (without("points"), "points", "missing"),
    (changed("points", []), "points", "not_a_table"),
    (changed("points.moon", {}), "points.moon", "unknown"),
    (without("points.wage"), "points.wage", "missing"),
    (changed("points.wage", 600), "points.wage", "not_a_table"),
    (changed("points.wage.MOON", 1), "points.wage.MOON", "unknown"),
    (without("points.wage.BELOW"), "points.wage.BELOW", "missing"),
    (changed("points.wage.BELOW", -1), "points.wage.BELOW", "not_a_count"),
    (changed("points.wage.BELOW", 0.5), "points.wage.BELOW", "not_a_count"),
    (changed("points.wage.BELOW", True), "points.wage.BELOW", "not_a_count"),
    (changed("points.wage.MEETS", 10_001), "points.wage.MEETS", "not_a_count"),
    (changed("points.wage.MEETS", 700), "points", "wrong_total"),
    (changed("points.wage.PARTLY", 1), "points.wage.PARTLY", "match_below_unknown"),
    (changed("points.skills.NONE", 2000), "points.skills.NONE", "mismatch_above_unknown"),
    (changed("thresholds.moon", 1), "thresholds.moon", "unknown"),
    (without("thresholds.reach_km"), "thresholds.reach_km", "missing"),
    (changed("thresholds.reach_km", -1), "thresholds.reach_km", "not_a_count"),
    (changed("thresholds.reach_km", 10), "thresholds.reach_km", "falling"),
    (changed("priorities", []), "priorities", "not_a_table"),
    (changed("priorities.moon", 1), "priorities.moon", "unknown"),
    (without("priorities.alone"), "priorities.alone", "missing"),
    (changed("priorities.alone", 101), "priorities.alone", "not_a_count"),
    (changed("priorities.half_year_waiting", 5), "priorities.waiting_at_most", "falling"),
    (changed("thresholds.wage_tolerance_percent", 101), "thresholds.wage_tolerance_percent", "not_a_count"),
]


@pytest.mark.parametrize(("text", "field", "code"), BROKEN)
def test_a_policy_that_does_not_hold_together_names_the_field(text: str | bytes, field: str, code: str):
    assert problems_of(text) == [(field, code)]


def test_a_forgotten_version_hides_nothing_else():
    assert problems_of("{}") == [(field, "missing") for field in ("version", "name", "points", "thresholds")]


def test_everything_that_is_wrong_is_named_at_once():
    document = json.loads(changed("points.wage.PARTLY", 1))
    document["points"]["openings"]["MANY"] = "four"
    document["thresholds"]["reach_km"] = 10
    del document["thresholds"]["skills_enough"]
    assert problems_of(json.dumps(document)) == [
        ("points.openings.MANY", "not_a_count"),
        ("thresholds.skills_enough", "missing"),
        ("points.wage.PARTLY", "match_below_unknown"),
        ("thresholds.reach_km", "falling"),
    ]


def test_a_policy_made_in_code_is_held_to_the_same():
    with pytest.raises(InvalidPolicy):
        replace(STANDARD, thresholds=Thresholds(reach_km=-1))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
PATHS = [
    *STANDARD.document(),
    *(f"points.{criterion}" for criterion in STANDARD.points),
    *(f"points.{criterion}.{level}" for criterion, levels in STANDARD.points.items() for level in levels),
    *(f"thresholds.{threshold.name}" for threshold in fields(Thresholds)),
    *(f"priorities.{weight.name}" for weight in fields(Priorities)),
]


@given(path=st.sampled_from(PATHS), value=JSON)
def test_whatever_stands_in_a_field_is_a_policy_or_is_refused(path: str, value: object):
    text = changed(path, value)
    if find_problems(json.loads(text)):
        assert problems_of(text)
    else:
        assert Policy.from_json(text).document() == json.loads(text)


def test_the_schema_names_every_field_and_allows_no_other():
    def paths(form: dict[str, Any], around: str = "") -> list[str]:
        found = []
        for name, inner in form.get("properties", {}).items():
            assert form["additionalProperties"] is False
            assert (name in form["required"]) is (name != "priorities")
            found += [f"{around}{name}", *paths(inner, f"{around}{name}.")]
        return found

    assert sorted(paths(json_schema())) == sorted(PATHS)
