from dataclasses import fields, replace

import pytest

from api.presenters.levels import LEVELS, level_meaning
from api.presenters.policies import THRESHOLDS, change_row, policy_rows, threshold_rows
from api.presenters.policy_problems import PROBLEMS, problem_sentence
from api.services.matching.compare_policies import PolicyChange
from matcher.criteria import CRITERIA
from matcher.errors import PolicyProblem
from matcher.policy import STANDARD, Thresholds

FACTS = {
    "line": 3,
    "known": 1,
    "most": 100,
    "value": 7,
    "unknown": 9,
    "full": 10_000,
    "least": 8,
    "other": "x",
}


def test_every_level_and_threshold_is_told_and_no_other() -> None:
    assert {name: set(levels) for name, levels in LEVELS.items()} == {
        criterion.name: set(criterion.levels) for criterion in CRITERIA
    }
    assert list(THRESHOLDS) == [threshold.name for threshold in fields(Thresholds)]


def test_rows_fill_in_the_thresholds(language: str) -> None:
    told = [*policy_rows(STANDARD), *threshold_rows(STANDARD)]
    assert not [row for row in told if any("%(" in cell or "%%" in cell for cell in row)]
    assert len(policy_rows(STANDARD)) == sum(len(criterion.levels) for criterion in CRITERIA)


def test_a_meaning_follows_the_policy(language: str) -> None:
    near = replace(STANDARD, thresholds=replace(Thresholds(), near_km=7))
    assert "7" in level_meaning("place", "NEAR", near)
    assert level_meaning("place", "NEAR", near) != level_meaning("place", "NEAR", STANDARD)


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_names_its_field(language: str, code: str) -> None:
    sentence = problem_sentence(PolicyProblem("points.wage", code, FACTS))
    assert sentence.startswith("points.wage")
    assert "%(" not in sentence


@pytest.mark.parametrize(
    ("change", "row"),
    [
        (PolicyChange("points.wage.PARTLY", 450, 400), ("4.50", "4.00", "−0.50")),
        (PolicyChange("thresholds.openings_many", 5, 6), ("5", "6", "+1")),
        (PolicyChange("priorities.alone", 6, 4), ("6", "4", "−2")),
    ],
)
def test_a_change_is_told_in_its_unit(language: str, change: PolicyChange, row: tuple[str, str, str]) -> None:
    assert change_row(change) == (change.field, *row)


def test_a_threshold_changes_by_its_unit(language: str) -> None:
    unit = "公里" if language == "zh_CN" else "km"
    changed = change_row(PolicyChange("thresholds.reach_km", 50, 60))
    assert changed == ("thresholds.reach_km", f"50 {unit}", f"60 {unit}", f"+10 {unit}")
