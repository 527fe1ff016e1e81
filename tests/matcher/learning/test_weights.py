import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.learning.examples import Examples
from matcher.learning.weights import ANYTHING, DEPARTURE, learn_chances, learn_weights, log_losses
from tests.matcher.learning.invented import CRITERIA, PROPORTIONS, outcomes


def columns(*arguments, **options) -> Examples:
    return Examples.of(outcomes(*arguments, **options), len(CRITERIA))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_known_weights_is_recovered(seed: int) -> None:
    truth = np.array([9, 1, 5, 3, 7, 2, 8, 4, 6]) / 45
    learned = learn_weights(columns(truth, seed=seed, number=20_000, steep=16), PROPORTIONS)
    assert np.argsort(learned).tolist() == np.argsort(truth).tolist()


@pytest.mark.parametrize("seed", range(10))
def test_a_fuller_bar_never_counts_against_a_pair(seed: int) -> None:
    against = columns(-PROPORTIONS, seed=seed, number=300)
    assert learn_weights(against, PROPORTIONS).min() >= 0
    scores = against.shares @ PROPORTIONS
    assert learn_chances(scores, against.good)[1] == 0


def test_few_outcomes_leave_the_proportions_nearly_as_they_are() -> None:
    few = columns(PROPORTIONS[::-1], seed=1, number=30)
    many = columns(PROPORTIONS[::-1], seed=1, number=10_000)
    away = [
        np.abs(weights / weights.sum() - PROPORTIONS).sum()
        for weights in (learn_weights(few, PROPORTIONS), learn_weights(many, PROPORTIONS))
    ]
    assert away[0] < away[1]


def test_a_bar_that_is_always_as_full_keeps_its_proportion() -> None:
    known = columns(PROPORTIONS, seed=3, number=5_000)
    known.shares[:, 5] = 1.0
    learned = learn_weights(known, PROPORTIONS)
    others = np.delete(learned, 5).sum() / np.delete(PROPORTIONS, 5).sum()
    assert learned[5] / PROPORTIONS[5] == pytest.approx(others, rel=0.15)


@given(st.integers(0, 1_000))
@settings(max_examples=15)
def test_no_neighbour_of_the_estimate_is_likelier(seed: int) -> None:
    known = columns(PROPORTIONS[::-1], seed=seed, number=60)
    learned = learn_weights(known, PROPORTIONS)

    def loss(weights: np.ndarray) -> float:
        # With the scale that suits these weights best, by hand, and the best intercept of a fine grid.
        scale = PROPORTIONS @ weights / (PROPORTIONS @ PROPORTIONS + (DEPARTURE / ANYTHING) ** 2)
        prior = ((weights - scale * PROPORTIONS) ** 2).sum() / (2 * DEPARTURE**2) + scale**2 / (
            2 * ANYTHING**2
        )
        likely = (
            log_losses(intercept + known.shares @ weights, known.good).sum()
            + intercept**2 / (2 * ANYTHING**2)
            for intercept in intercepts
        )
        return float(prior + min(likely))

    intercepts = np.linspace(-12, 6, 3_601)
    best = loss(learned)
    generator = np.random.default_rng(seed)
    for _ in range(5):
        other = np.maximum(learned + generator.normal(0, 0.3, len(learned)), 0)
        assert loss(other) >= best - 1e-3


def test_chances_are_those_of_the_outcomes() -> None:
    known = columns(PROPORTIONS, seed=4, number=20_000)
    intercept, slope = learn_chances(known.shares @ PROPORTIONS, known.good)
    assert (intercept, slope) == pytest.approx((-4, 8), abs=0.3)
    assert learn_chances(np.array([0.0, 1.0]), np.array([False, True]))[1] < 20  # bounded where all is clear


def test_log_losses_are_those_of_chances() -> None:
    assert log_losses(np.array([0.0, 0.0]), np.array([True, False])) == pytest.approx(np.log([2, 2]))
    assert log_losses(np.array([-1e9, 1e9]), np.array([False, True])) == pytest.approx([0, 0])
