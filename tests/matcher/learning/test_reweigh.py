import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.learning.reweigh import LEAST, reweigh
from matcher.policy import FULL_SCORE, STANDARD, Policy
from tests.matcher.learning.invented import CRITERIA
from tests.matcher.worlds import policies


def sums(policy: Policy) -> int:
    return sum(policy.of(criterion) for criterion in policy.points)


@given(policies(), st.lists(st.floats(0, 50), min_size=9, max_size=9))
def test_any_weights_make_a_policy_that_holds_together(policy: Policy, weights: list[float]) -> None:
    named = {
        criterion: weight for criterion, weight in zip(CRITERIA, weights, strict=True) if policy.of(criterion)
    }
    made = reweigh(policy, named)  # InvalidPolicy unless matches, silence and mismatches keep their order
    assert sums(made) == FULL_SCORE
    assert made.thresholds == policy.thresholds
    for criterion in policy.points:
        assert made.of(criterion) >= min(policy.of(criterion), LEAST)
        assert bool(made.of(criterion)) == bool(policy.of(criterion))


@given(policies(), st.floats(0.01, 100))
def test_the_proportions_in_force_change_nothing(policy: Policy, scale: float) -> None:
    weights = {criterion: scale * policy.of(criterion) for criterion in policy.points if policy.of(criterion)}
    assert reweigh(policy, weights).fingerprint == policy.fingerprint


def test_without_any_weight_nothing_changes() -> None:
    assert reweigh(STANDARD, dict.fromkeys(CRITERIA, 0.0)) is STANDARD


def test_levels_keep_their_proportions() -> None:
    weights = {criterion: float(STANDARD.of(criterion)) for criterion in CRITERIA}
    weights["wage"], weights["wishes"] = weights["wishes"], weights["wage"]
    made = reweigh(STANDARD, weights)
    assert made.of("wage") == STANDARD.of("wishes") == 1530
    assert made.points["wage"] == {"MEETS": 1530, "PARTLY": 1148, "UNKNOWN": 765, "BELOW": 0}
    assert made.points["skills"] == STANDARD.points["skills"]


def test_a_heavier_bar_never_gets_fewer_points_than_a_lighter_one() -> None:
    made = reweigh(STANDARD, dict(zip(CRITERIA, map(float, range(9)), strict=True)))
    assert [made.of(criterion) for criterion in CRITERIA] == sorted(made.of(each) for each in CRITERIA)
    assert made.of(CRITERIA[0]) == LEAST


@pytest.mark.parametrize("only", CRITERIA)
def test_one_bar_alone_leaves_the_others_their_least(only: str) -> None:
    made = reweigh(STANDARD, {criterion: float(criterion == only) for criterion in CRITERIA})
    assert made.of(only) == FULL_SCORE - 8 * LEAST
