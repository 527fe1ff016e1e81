"""Logistic regression on the bars, drawn towards the policy in force: its weights, and its chances.

A MAP estimate: log-odds of a good outcome = a + Σ wᵢ·shareᵢ with wᵢ ≥ 0 and wᵢ ~ N(s·pᵢ, DEPARTURE²), where
pᵢ is the part of the score that the policy in force gives to bar i. So only a departure from its proportions
costs, not how much the score as a whole tells: s is estimated along. See C. M. Bishop: Pattern Recognition
and Machine Learning (2006), 4.5. The loss is convex, and a truncated Newton method finds its minimum
(S. G. Nash, SIAM J. Numer. Anal. 21, 1984), without the linear algebra in threads that L-BFGS-B waits for.
"""

from collections.abc import Callable, Sequence

import numpy as np

from matcher.arrays import Bools
from matcher.learning.examples import Examples, Floats

DEPARTURE = 0.5  # standard deviation, in log-odds between an empty and a full bar
ANYTHING = 10.0  # the same of what nothing is known about: where chances begin, and how steeply they rise

Loss = Callable[[Floats], tuple[float, Floats]]
"""Parameters → loss and its gradient."""


def learn_weights(examples: Examples, proportions: Floats) -> Floats:
    """How much each bar tells of a good outcome, in log-odds from empty to full; never below 0.

    `proportions` are those of the policy in force and sum to 1; shape (criteria,), as the result.
    """
    shares, good = examples.shares, examples.good

    def loss(parameters: Floats) -> tuple[float, Floats]:
        intercept, scale, weights = parameters[0], parameters[1], parameters[2:]
        value, rest = _unlikelihood(intercept + shares @ weights, good)
        away = (weights - scale * proportions) / DEPARTURE**2
        value += float(away @ (weights - scale * proportions)) / 2 + _vague(intercept, scale)
        start = [rest.sum() + intercept / ANYTHING**2, scale / ANYTHING**2 - away @ proportions]
        return value, np.concatenate([start, shares.T @ rest + away])

    first = np.concatenate([[0.0, 1.0], proportions])
    return _minimum(loss, first, [(None, None), *[(0.0, None)] * (len(first) - 1)])[2:]


def learn_chances(scores: Floats, good: Bools) -> tuple[float, float]:
    """Intercept and slope (at least 0) of the log-odds that a score stands for.

    J. Platt: Probabilistic outputs for support vector machines (1999).
    """

    def loss(parameters: Floats) -> tuple[float, Floats]:
        intercept, slope = parameters
        value, rest = _unlikelihood(intercept + slope * scores, good)
        gradient = np.array([rest.sum(), scores @ rest]) + parameters / ANYTHING**2
        return value + _vague(intercept, slope), gradient

    intercept, slope = _minimum(loss, np.array([0.0, 1.0]), [(None, None), (0.0, None)])
    return float(intercept), float(slope)


def log_losses(log_odds: Floats, good: Bools) -> Floats:
    """How unlikely each outcome was held: minus the logarithm of the chance that it was given."""
    return np.logaddexp(0.0, np.where(good, -log_odds, log_odds))


def _unlikelihood(log_odds: Floats, good: Bools) -> tuple[float, Floats]:
    """The sum of the log losses, and its derivatives by the log-odds."""
    chances = np.exp(-np.logaddexp(0.0, -log_odds))
    return float(log_losses(log_odds, good).sum()), chances - good


def _vague(*parameters: float) -> float:
    return sum(each * each for each in parameters) / (2 * ANYTHING**2)


def _minimum(loss: Loss, first: Floats, bounds: Sequence[tuple[float | None, float | None]]) -> Floats:
    from scipy.optimize import minimize  # noqa: PLC0415  loads slowly

    options = {"maxfun": 5_000, "ftol": 1e-14, "xtol": 1e-12, "gtol": 1e-10}
    found: Floats = minimize(loss, first, jac=True, method="TNC", bounds=bounds, options=options).x
    return found
