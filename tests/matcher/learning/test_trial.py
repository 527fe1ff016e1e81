import numpy as np
import pytest
from sklearn.metrics import log_loss, roc_auc_score

from matcher.learning.examples import Example, Examples
from matcher.learning.trial import Trial, gains, try_out
from matcher.policy import STANDARD
from tests.matcher.learning.invented import CRITERIA, PROPORTIONS, outcomes


@pytest.fixture(scope="module")
def examples() -> Examples:
    return Examples.of(outcomes(PROPORTIONS[::-1], seed=1, number=400), len(CRITERIA))


def chances(log_odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-log_odds))


def test_figures_are_those_of_scikit_learn(examples: Examples) -> None:
    generator = np.random.default_rng(3)
    before, after = np.round(generator.normal(0, 1, (2, len(examples))), 1)  # rounded: some are level
    trial = Trial(before, after, np.zeros(len(examples), dtype=np.intp))
    loss, area = gains(examples, trial)
    for gain, sign, figure in ((loss, -1, log_loss), (area, 1, roc_auc_score)):
        assert gain.before == pytest.approx(figure(examples.good, chances(before)))
        assert gain.after == pytest.approx(figure(examples.good, chances(after)))
        assert gain.gain == pytest.approx(sign * (gain.after - gain.before))
        assert gain.low is not None
        assert gain.high is not None
        assert gain.low <= gain.gain <= gain.high


def test_only_what_was_held_out_together_is_compared() -> None:
    columns = Examples.of([Example(f"{row}", (0.5,), row % 2 == 0) for row in range(8)], 1)
    folds = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    within = np.array(
        [1.0, 0, 1, 0, 11, 10, 11, 10]
    )  # right in each fold, though the second is above the first
    _, area = gains(columns, Trial(within, -within, folds))
    assert (area.before, area.after, area.gain) == (1, 0, -1)


def test_no_student_is_judged_by_what_was_learned_of_the_same_student(examples: Examples) -> None:
    folds = try_out(examples, STANDARD).folds
    assert all(len(set(folds[examples.students == student])) == 1 for student in range(10))
    assert set(folds.tolist()) == {0, 1, 2, 3, 4}
    turned = Examples(examples.shares, examples.good ^ (folds == 2), examples.students)
    before, after = try_out(examples, STANDARD), try_out(turned, STANDARD)
    held_out = folds == 2
    assert (before.after[held_out] == after.after[held_out]).all()
    assert (before.after[~held_out] != after.after[~held_out]).any()


def test_the_same_outcomes_give_the_same_trial(examples: Examples) -> None:
    one, other = try_out(examples, STANDARD), try_out(examples, STANDARD)
    assert gains(examples, one) == gains(examples, other)


def test_where_every_draw_lacks_a_side_there_is_no_interval() -> None:
    columns = Examples.of([Example(f"{row}", (0.5,), True) for row in range(8)], 1)
    _, area = gains(columns, Trial(np.zeros(8), np.zeros(8), np.zeros(8, dtype=np.intp)))
    assert (area.low, area.high) == (None, None)
