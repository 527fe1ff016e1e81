"""Wage: does it reach the least that this person can live on? It lowers, it never refuses."""

from collections.abc import Mapping

from matcher.arrays import MISSING, Ints
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.criteria.base import Assessment, first_level, points_of
from matcher.policy import UNKNOWN, Policy
from matcher.records import Opening


class Wage:
    """The wage floor against both ends of what is offered."""

    name = "wage"
    levels = ("MEETS", "PARTLY", UNKNOWN, "BELOW")

    def assess(self, people: Candidates, openings: Columns, policy: Policy) -> Assessment:
        """Level and points of each pair."""
        low, high, floor = openings.wage_low, openings.wage_high, people.wage_floor
        untold = (low == MISSING) & (high == MISSING)
        levels = first_level(
            self,
            people,
            openings,
            {
                UNKNOWN: untold | (floor == MISSING),
                "MEETS": (low != MISSING) & (low >= floor),
                # "from 4,000" leaves the upper end open, so it may reach any floor.
                "PARTLY": (high == MISSING) | (high >= least_nearly(floor, policy)),
            },
            otherwise="BELOW",
        )
        return points_of(self, levels, policy)

    def facts(self, candidate: Candidate, opening: Opening, level: str) -> Mapping[str, object]:
        """CNY a month."""
        return {"low": opening.wage_low, "high": opening.wage_high, "floor": candidate.student.wage_floor}


def least_nearly(floor: Ints, policy: Policy) -> Ints:
    """The upper end of a wage that reaches a floor, or nearly: the floor less the tolerance, rounded up."""
    return -(-floor * (100 - policy.thresholds.wage_tolerance_percent) // 100)
