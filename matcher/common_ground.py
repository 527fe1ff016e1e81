"""The last rule: somebody who told of skills, study or wishes is shown nothing that meets none of them.

Without it a list would be filled up with whatever is near and pays, which helps nobody.
"""

from collections.abc import Mapping

import numpy as np

from matcher.candidate import Candidate
from matcher.columns import Bools, Columns
from matcher.criteria import CRITERIA
from matcher.criteria.base import Assessment
from matcher.criteria.skills import shared_weight
from matcher.policy import UNKNOWN, Policy, match_levels

GROUNDS = ("skills", "study", "wishes")


def lacks_common_ground(
    candidate: Candidate, openings: Columns, assessments: Mapping[str, Assessment], policy: Policy
) -> Bools:
    """Openings that meet none of the three, and visibly miss at least one (silence misses nothing)."""
    known = np.zeros(len(openings), dtype=np.bool_)
    met = shared_weight(candidate, openings) >= policy.thresholds.common_ground_weight
    for criterion in CRITERIA:
        if criterion.name in GROUNDS:
            levels = assessments[criterion.name].levels
            known |= levels != criterion.levels.index(UNKNOWN)
            if criterion.name != "skills":  # soft skills alone are shared by everybody
                met |= np.isin(
                    levels, [criterion.levels.index(level) for level in match_levels(criterion.name)]
                )
    return known & ~met
