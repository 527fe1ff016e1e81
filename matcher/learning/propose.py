"""A policy that recorded answers speak for, or the reason why none is proposed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matcher.evaluation.calibration import Bin, reliability
from matcher.learning.examples import Example, Examples, Floats, criteria_in_force
from matcher.learning.trial import Gain, gains, relearned, try_out
from matcher.policy import Policy

ENOUGH_FOR_EACH_BAR = 10  # good ones and bad ones alike
ENOUGH_STUDENTS = 50  # fewer of them and a bootstrap promises too much


class Unchanged(StrEnum):
    """Why no policy is proposed."""

    TOO_FEW_OUTCOMES = "TOO_FEW_OUTCOMES"
    TOO_FEW_STUDENTS = "TOO_FEW_STUDENTS"
    NO_SURE_GAIN = "NO_SURE_GAIN"  # the interval of one of the gains holds 0, or less
    SAME_POINTS = "SAME_POINTS"


@dataclass(frozen=True, slots=True)
class Basis:
    """What there is to learn from."""

    students: int
    good: int
    bad: int
    wanted: int  # good ones, and bad ones, without which nothing is learned


@dataclass(frozen=True, slots=True)
class Learned:
    """A policy to propose, or why there is none. Proposed is not in use: that takes a person."""

    basis: Basis
    unchanged: Unchanged | None
    policy: Policy | None  # exactly one of the two is there
    log_loss: Gain | None = None  # None where it was not tried
    auc: Gain | None = None
    calibration: tuple[Bin, ...] = ()  # of the policy tried, on students whom it had not seen


def propose(examples: Iterable[Example], policy: Policy) -> Learned:
    """Learn how much each bar should weigh, and propose it if it is surely better than the policy in force.

    "If it is better" is asked of students whom the weights were learned without, and both in log loss and in
    AUC the whole interval of the gain has to lie above 0. An example has a share for each of
    `criteria_in_force(policy)`. J. Peduzzi et al. on how many outcomes a weight needs: J. Clin. Epidemiol. 49
    (1996).
    """
    criteria = criteria_in_force(policy)
    columns = Examples.of(examples, len(criteria))
    good = int(columns.good.sum())
    wanted = ENOUGH_FOR_EACH_BAR * len(criteria)
    basis = Basis(columns.student_count, good, len(columns) - good, wanted)
    if min(basis.good, basis.bad) < wanted:
        return Learned(basis, Unchanged.TOO_FEW_OUTCOMES, None)
    if basis.students < ENOUGH_STUDENTS:
        return Learned(basis, Unchanged.TOO_FEW_STUDENTS, None)
    trial = try_out(columns, policy)
    log_loss, auc = gains(columns, trial)
    bins = reliability(_chances(trial.after), columns.good.tolist())
    sure = all(gain.low is not None and gain.low > 0 for gain in (log_loss, auc))
    found = relearned(columns, policy) if sure else None
    if found is None:
        return Learned(basis, Unchanged.NO_SURE_GAIN, None, log_loss, auc, bins)
    if found.fingerprint == policy.fingerprint:
        return Learned(basis, Unchanged.SAME_POINTS, None, log_loss, auc, bins)
    return Learned(basis, None, found, log_loss, auc, bins)


def _chances(log_odds: Floats) -> list[float]:
    chances: list[float] = np.exp(-np.logaddexp(0.0, -log_odds)).tolist()
    return chances
