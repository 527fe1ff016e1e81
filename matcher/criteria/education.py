"""Level of education: a person far above what is asked will hardly stay; below it, eligibility refuses."""

from collections.abc import Mapping

import numpy as np

from matcher.arrays import MISSING, Ints
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.criteria.base import Assessment, first_level, points_of
from matcher.policy import UNKNOWN, Policy
from matcher.records import Opening
from matcher.vocabulary import Education


class EducationLevel:
    """How the level asked for and the own one lie to each other."""

    name = "education"
    levels = ("MATCH", "ABOVE", "OPEN_TO_ALL", UNKNOWN, "FAR_ABOVE", "BELOW")

    def assess(self, people: Candidates, openings: Columns, policy: Policy) -> Assessment:
        """Level and points of each pair."""
        asked = openings.education_rank
        own = education_ranks(people, openings)
        above = own - asked
        levels = first_level(
            self,
            people,
            openings,
            {
                UNKNOWN: asked == MISSING,
                "OPEN_TO_ALL": asked == 0,
                "BELOW": above < 0,
                "MATCH": above == 0,
                "ABOVE": above == 1,
            },
            otherwise="FAR_ABOVE",
        )
        return points_of(self, levels, policy)

    def facts(self, candidate: Candidate, opening: Opening, level: str) -> Mapping[str, object]:
        """Both levels as GB/T 4658 codes, and whether the own one is only expected."""
        own = candidate.student.education
        return {
            "asked": None if opening.education in (None, Education.ANY) else int(opening.education),
            "own": None if own is None else int(own),
            "expected": candidate.education_expected,
        }


def education_ranks(people: Candidates, openings: Columns) -> Ints:
    """The person's rank for each opening; MISSING where unknown."""
    return np.where(openings.internship, people.internship_rank, people.education_rank)
