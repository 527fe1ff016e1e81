"""What a criterion is: it gives every pair of a person and an opening a labelled level and points."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.policy import UNKNOWN, Policy
from matcher.records import Opening


class Assessment(NamedTuple):
    """One criterion over all pairs."""

    levels: Ints  # shape (people, openings): number of the level in the criterion's `levels`
    points: Ints  # shape (people, openings): hundredths


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

    def assess(self, people: Candidates, openings: Columns, policy: Policy) -> Assessment:
        """Level and points of each pair."""
        ...

    def facts(self, candidate: Candidate, opening: Opening, level: str) -> Mapping[str, object]:
        """What an officer wants to read beside the level: codes, names and numbers, no sentences."""
        ...


def first_level(
    criterion: Criterion, people: Candidates, openings: Columns, cases: Mapping[str, Bools], otherwise: str
) -> Ints:
    """Number of the first level whose case holds: if … elif … else, over all pairs at once.

    A case may be of any shape that spreads over (people, openings).
    """
    levels = np.full((len(people), len(openings)), criterion.levels.index(otherwise), dtype=np.int32)
    for level, case in reversed(list(cases.items())):
        np.copyto(levels, criterion.levels.index(level), where=case)
    return levels


def points_of(criterion: Criterion, levels: Ints, policy: Policy) -> Assessment:
    """Levels, with the points that the policy gives to each."""
    points = policy.points[criterion.name]
    table = np.array([points[level] for level in criterion.levels], dtype=np.int32)
    return Assessment(levels, table[levels])


def coded(openings: Columns, policy: Policy) -> Bools:
    """Openings whose occupation is known surely enough to compare with."""
    known = openings.occupation.spread([code is not None for code in openings.occupation.values])
    return known & (openings.occupation_percent >= policy.thresholds.occupation_confidence_percent)


def less_where_unsure(
    criterion: Criterion, assessed: Assessment, by_code: Bools, openings: Columns, policy: Policy
) -> Assessment:
    """Points drawn towards those of UNKNOWN where they rest on an occupation code that is not sure.

    `by_code` tells where they do; it spreads over (people, openings).
    """
    unknown, limits = policy.points[criterion.name][UNKNOWN], policy.thresholds
    unsure = by_code & (openings.occupation_percent < limits.occupation_sure_percent)
    drawn = unknown + (assessed.points - unknown) * limits.occupation_unsure_weight_percent // 100
    return Assessment(assessed.levels, np.where(unsure, drawn, assessed.points).astype(np.int32))
