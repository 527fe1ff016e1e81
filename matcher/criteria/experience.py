"""Experience: what is asked for against what is told; internships and practice count."""

from collections.abc import Mapping

from matcher.arrays import MISSING, Ints
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.criteria.base import Assessment, first_level, points_of
from matcher.policy import UNKNOWN, Policy
from matcher.records import Opening


class Experience:
    """Who tells of no experience is taken to have none, for this is a registry of beginners."""

    name = "experience"
    levels = ("MET", "NOT_ASKED", UNKNOWN, "LITTLE_SHORT", "MUCH_SHORT")

    def assess(self, people: Candidates, openings: Columns, policy: Policy) -> Assessment:
        """Level and points of each pair."""
        asked = openings.experience_months
        short = experience_shortfall(people, openings)
        levels = first_level(
            self,
            people,
            openings,
            {
                UNKNOWN: asked == MISSING,
                "NOT_ASKED": asked == 0,
                "MET": short <= 0,
                "LITTLE_SHORT": short <= policy.thresholds.experience_little_months,
            },
            otherwise="MUCH_SHORT",
        )
        return points_of(self, levels, policy)

    def facts(self, candidate: Candidate, opening: Opening, level: str) -> Mapping[str, object]:
        """Months asked for and months told."""
        return {
            "asked_months": opening.experience_months,
            "own_months": candidate.student.experience_months or 0,
        }


def experience_shortfall(people: Candidates, openings: Columns) -> Ints:
    """Months asked for beyond those told, per pair; not above 0 where nothing is asked."""
    return openings.experience_months - people.experience_months
