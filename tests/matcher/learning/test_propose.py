from random import Random

import numpy as np
import pytest

from matcher.learning.examples import Example, Floats
from matcher.learning.propose import ENOUGH_FOR_EACH_BAR, ENOUGH_STUDENTS, Learned, Unchanged, propose
from matcher.policy import FULL_SCORE, STANDARD
from tests.conftest import FULL_FIGURES
from tests.figures import Figure
from tests.matcher.learning.invented import CRITERIA, NOTHING, PROPORTIONS, outcomes

WANTED = ENOUGH_FOR_EACH_BAR * len(CRITERIA)


@pytest.fixture(scope="module")
def reversed_district() -> list[Example]:
    """A district in which the lightest bars tell the most."""
    return outcomes(PROPORTIONS[::-1], seed=7, number=900)


def proposals(truth: Floats, *, seeds: int, number: int) -> int:
    found = [propose(outcomes(truth, seed=seed, number=number), STANDARD) for seed in range(seeds)]
    return sum(one.policy is not None for one in found)


def test_what_tells_more_is_proposed_to_weigh_more(reversed_district: list[Example]) -> None:
    learned = propose(reversed_district, STANDARD)
    policy, loss, auc = learned.policy, learned.log_loss, learned.auc
    assert policy is not None
    assert loss is not None
    assert auc is not None
    assert learned.unchanged is None
    assert sum(policy.of(criterion) for criterion in CRITERIA) == FULL_SCORE
    assert policy.of("openings") > STANDARD.of("openings")
    assert policy.of("skills") < STANDARD.of("skills")
    assert policy.thresholds == STANDARD.thresholds
    assert STANDARD.fingerprint in policy.name
    assert loss.after < loss.before
    assert auc.after > auc.before
    assert sum(part.answers for part in learned.calibration) == 900


def test_the_order_of_known_weights_is_proposed(figure: Figure) -> None:
    truth = np.array([9, 1, 5, 3, 7, 2, 8, 4, 6]) / 45
    seeds = range(20 if FULL_FIGURES else 5)
    recovered = 0
    for seed in seeds:
        policy = propose(outcomes(truth, seed=seed, number=6_000, steep=16), STANDARD).policy
        assert policy is not None
        points = [policy.of(criterion) for criterion in CRITERIA]
        recovered += np.argsort(points).tolist() == np.argsort(truth).tolist()
    figure(6, f"learning: the order of known weights is proposed in {recovered} of {len(seeds)} districts")
    assert recovered >= len(seeds) - 1


def test_random_outcomes_propose_nothing(figure: Figure) -> None:
    """The interval promises at most one time in forty."""
    seeds = 200 if FULL_FIGURES else 50
    found = proposals(NOTHING, seeds=seeds, number=400)
    figure(6, f"learning: by random outcomes something is proposed in {found} of {seeds} districts")
    assert found <= seeds / 40


def test_where_the_policy_in_force_is_right_nothing_is_proposed() -> None:
    assert proposals(PROPORTIONS, seeds=20, number=400) <= 1


def test_that_only_high_scores_are_referred_does_not_make_the_bars_look_otherwise() -> None:
    """Who is referred is chosen by the very bars that are learned of."""
    proposed = 0
    for seed in range(20):
        known = outcomes(PROPORTIONS, seed=seed, number=1_200)
        referred = [one for one in known if np.array(one.shares) @ PROPORTIONS > 0.5]
        proposed += propose(referred, STANDARD).policy is not None
    assert proposed <= 1


def test_a_clear_case_is_nearly_always_seen() -> None:
    assert proposals(PROPORTIONS[::-1], seeds=10, number=900) >= 9


def test_the_order_of_outcomes_changes_nothing(reversed_district: list[Example]) -> None:
    shuffled = list(reversed_district)
    Random(1).shuffle(shuffled)
    assert propose(shuffled, STANDARD) == propose(reversed_district, STANDARD)


def of(students: int, good: int, bad: int) -> Learned:
    """What is made of so many outcomes of which every good one has full bars."""
    told = [True] * good + [False] * bad
    return propose(
        [Example(f"{row % students}", (float(each),) * 9, each) for row, each in enumerate(told)], STANDARD
    )


@pytest.mark.parametrize(("good", "bad"), [(0, 0), (0, 500), (500, 0), (WANTED - 1, 500), (500, WANTED - 1)])
def test_of_too_few_outcomes_nothing_is_learned(good: int, bad: int) -> None:
    learned = of(500, good, bad)
    assert (learned.unchanged, learned.policy) == (Unchanged.TOO_FEW_OUTCOMES, None)
    assert (learned.basis.good, learned.basis.bad, learned.basis.wanted) == (good, bad, WANTED)
    assert learned.log_loss is None


def test_of_too_few_students_nothing_is_learned() -> None:
    assert of(ENOUGH_STUDENTS - 1, WANTED, WANTED).unchanged is Unchanged.TOO_FEW_STUDENTS
    assert of(ENOUGH_STUDENTS, WANTED, WANTED).unchanged is Unchanged.NO_SURE_GAIN


def test_good_bars_that_are_all_full_tell_nothing_of_which_bar_it_was() -> None:
    learned = of(100, 200, 200)
    assert learned.unchanged is Unchanged.NO_SURE_GAIN
    assert learned.auc is not None
    assert learned.auc.before == learned.auc.after == 1
