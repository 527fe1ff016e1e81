"""Invented outcomes whose cause is known."""

import numpy as np

from matcher.learning.examples import Example, Floats, criteria_in_force
from matcher.policy import STANDARD

CRITERIA = criteria_in_force(STANDARD)
PROPORTIONS = np.array([STANDARD.of(criterion) for criterion in CRITERIA]) / 10_000
NOTHING: Floats = np.zeros(len(CRITERIA))
LEVELS = [0.0, 0.25, 0.5, 0.75, 1.0]


def outcomes(truth: Floats, *, seed: int, number: int, each: int = 3, steep: float = 8.0) -> list[Example]:
    """Examples, `each` to a student, with log-odds of `steep` times the score by the true weights."""
    generator = np.random.default_rng(seed)
    shares = generator.choice(LEVELS, size=(number, len(CRITERIA)))
    good = generator.random(number) < 1 / (1 + np.exp(-steep * ((shares - 0.5) @ truth)))
    return [
        Example(f"{row // each:05}", tuple(shares[row].tolist()), bool(good[row])) for row in range(number)
    ]
