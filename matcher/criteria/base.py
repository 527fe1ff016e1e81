"""What a criterion is: it gives every opening a labelled level and points, for one candidate."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

import numpy as np

from matcher.candidate import Candidate
from matcher.columns import Bools, Columns, Ints
from matcher.policy import Policy
from matcher.records import Opening


class Assessment(NamedTuple):
    """One criterion over all openings."""

    levels: Ints  # shape (openings,): number of the level in the criterion's `levels`
    points: Ints  # shape (openings,): hundredths


class Criterion(Protocol):
    """One thing that makes a placement good."""

    @property
    def name(self) -> str:
        """Its name in the policy."""
        ...

    @property
    def levels(self) -> tuple[str, ...]:
        """Its labelled levels."""
        ...

    def assess(self, candidate: Candidate, openings: Columns, policy: Policy) -> Assessment:
        """Level and points of each opening."""
        ...

    def facts(self, candidate: Candidate, opening: Opening, level: str) -> Mapping[str, object]:
        """What an officer wants to read beside the level: codes, names and numbers, no sentences."""
        ...


def first_level(criterion: Criterion, cases: Mapping[str, Bools], otherwise: str) -> Ints:
    """Number of the first level whose case holds: if … elif … else, over all openings at once."""
    numbers = [criterion.levels.index(level) for level in cases]
    default = criterion.levels.index(otherwise)
    return np.select(list(cases.values()), numbers, default=default).astype(np.int32)


def points_of(criterion: Criterion, levels: Ints, policy: Policy) -> Assessment:
    """Levels, with the points that the policy gives to each."""
    points = policy.points[criterion.name]
    table = np.array([points[level] for level in criterion.levels], dtype=np.int32)
    return Assessment(levels, table[levels])


def coded(openings: Columns, policy: Policy) -> Bools:
    """Openings whose occupation is known surely enough to compare with."""
    known = openings.occupation.spread([code is not None for code in openings.occupation.values])
    return known & (openings.occupation_percent >= policy.thresholds.occupation_confidence_percent)
