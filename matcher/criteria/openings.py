"""Openings left: where several places are free, more people have a chance."""

from collections.abc import Mapping

from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.criteria.base import Assessment, first_level, points_of
from matcher.policy import Policy
from matcher.records import Opening


class OpeningsLeft:
    """Places of the headcount that nobody has taken yet."""

    name = "openings"
    levels = ("MANY", "SEVERAL", "ONE")

    def assess(self, people: Candidates, openings: Columns, policy: Policy) -> Assessment:
        """Level and points of each pair."""
        cases = {
            "MANY": openings.left >= policy.thresholds.openings_many,
            "SEVERAL": openings.left >= policy.thresholds.openings_several,
        }
        return points_of(self, first_level(self, people, openings, cases, otherwise="ONE"), policy)

    def facts(self, candidate: Candidate, opening: Opening, level: str) -> Mapping[str, object]:
        """How many."""
        return {"left": opening.headcount - opening.filled}
