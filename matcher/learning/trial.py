"""What learning would have gained on students whom it had not seen, and how sure that is."""

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Bools
from matcher.learning.examples import Examples, Floats, Numbers, criteria_in_force
from matcher.learning.reweigh import reweigh
from matcher.learning.weights import learn_chances, learn_weights, log_losses
from matcher.policy import FULL_SCORE, Policy

FOLDS = 5
DRAWS = 1_000  # of the bootstrap
CONFIDENCE = 0.95
SEED = 2009


@dataclass(frozen=True, slots=True)
class Trial:
    """Log-odds of a good outcome for each example, learned without any example of its student."""

    before: Floats  # by the score of the policy in force; shape (examples,)
    after: Floats  # by that of the policy that would have been proposed
    folds: Numbers  # which examples were held out together; shape (examples,)


@dataclass(frozen=True, slots=True)
class Gain:
    """A figure of both policies, and how much better the second is: above 0 is better.

    The interval holds the gain in CONFIDENCE of the districts that chance might have made of this one; its
    ends are None where that cannot be told.
    """

    before: float
    after: float
    gain: float
    low: float | None
    high: float | None


def proportions(policy: Policy) -> Floats:
    """Which part of the score each criterion in force gives; sums to 1."""
    return np.array([policy.of(criterion) for criterion in criteria_in_force(policy)]) / FULL_SCORE


def relearned(examples: Examples, policy: Policy) -> Policy:
    """The policy whose bars weigh as the examples tell, drawn towards the one in force."""
    weights = learn_weights(examples, proportions(policy))
    return reweigh(policy, dict(zip(criteria_in_force(policy), weights.tolist(), strict=True)))


def try_out(examples: Examples, policy: Policy) -> Trial:
    """Cross-validate: what is measured is the very policy that would be proposed, rounded as it is."""
    generator = np.random.default_rng(SEED)
    folds = generator.permutation(examples.student_count)[examples.students] % FOLDS
    before, after = np.zeros(len(examples)), np.zeros(len(examples))
    for fold in range(FOLDS):
        held_out = folds == fold
        known = examples.take(~held_out)
        for log_odds, used in ((before, policy), (after, relearned(known, policy))):
            parts = proportions(used)
            intercept, slope = learn_chances(known.shares @ parts, known.good)
            log_odds[held_out] = intercept + slope * (examples.shares[held_out] @ parts)
    return Trial(before, after, folds)


def gains(examples: Examples, trial: Trial) -> tuple[Gain, Gain]:
    """The gain in log loss and in AUC, with intervals from a bootstrap of students.

    Whole students are drawn, for the answers about one are not independent: A. C. Cameron, D. L. Miller:
    A practitioner's guide to cluster-robust inference, J. Human Resources 50 (2015).
    """
    generator = np.random.default_rng(SEED)
    count = examples.student_count
    drawn = generator.multinomial(count, np.full(count, 1 / count), size=DRAWS)
    everyone = np.ones(len(examples), dtype=np.int64)

    losses = [log_losses(log_odds, examples.good) for log_odds in (trial.before, trial.after)]
    better = np.bincount(examples.students, weights=losses[0] - losses[1], minlength=count)
    sizes = np.bincount(examples.students, minlength=count)
    before, after = (float(each.mean()) for each in losses)
    log_loss = Gain(before, after, before - after, *_interval(drawn @ better / (drawn @ sizes)))

    curves = [_Curve(log_odds, examples.good, trial.folds) for log_odds in (trial.before, trial.after)]
    copies = (draw[examples.students] for draw in drawn)  # how often each example counts
    rises = [curves[1].area(times) - curves[0].area(times) for times in copies]
    before, after = (curve.area(everyone) for curve in curves)
    return log_loss, Gain(before, after, after - before, *_interval(np.array(rises)))


def _interval(drawn: Floats) -> tuple[float | None, float | None]:
    """What lies around CONFIDENCE of the draws that tell anything."""
    told = drawn[~np.isnan(drawn)]
    if not len(told):
        return None, None
    outside = (1 - CONFIDENCE) / 2
    low, high = np.quantile(told, [outside, 1 - outside])
    return float(low), float(high)


class _Curve:
    """The area under the ROC curve of examples that count several times or not at all.

    Only examples of the same fold are compared: two folds were learned without each other, and pooling them
    draws the area below what it is (G. Forman, M. Scholz: SIGKDD Explorations 12, 2010).
    """

    def __init__(self, log_odds: Floats, good: Bools, folds: Numbers) -> None:
        self._order = np.lexsort((log_odds, folds))
        ordered, fold = log_odds[self._order], folds[self._order]
        changes = (fold[1:] != fold[:-1]) | (ordered[1:] > ordered[:-1])
        self._starts = np.flatnonzero(np.r_[True, changes])  # rows with which a run of equals begins
        self._folds = np.flatnonzero(
            np.r_[True, np.diff(fold[self._starts]) > 0]
        )  # runs with which a fold does
        self._good = good[self._order]

    def area(self, times: Numbers) -> float:
        """How often a good outcome stands above a bad one, level counting half; nan without both."""
        ordered = times[self._order]
        won = np.add.reduceat(np.where(self._good, ordered, 0), self._starts)
        lost = np.add.reduceat(np.where(self._good, 0, ordered), self._starts)
        of_fold = np.add.reduceat(lost, self._folds)
        sizes = np.diff(np.r_[self._folds, len(lost)])
        below = np.cumsum(lost) - lost / 2 - np.repeat(np.cumsum(of_fold) - of_fold, sizes)
        pairs = int(np.add.reduceat(won, self._folds) @ of_fold)
        return float(won @ below / pairs) if pairs else float("nan")
