"""The last rule: somebody who told of skills, study or wishes is shown nothing that meets none of them.

Without it a list would be filled up with whatever is near and pays, which helps nobody.
"""

from collections.abc import Mapping

import numpy as np

from matcher.candidate import Candidate
from matcher.columns import Bools, Columns
from matcher.criteria import SKILLS, STUDY, WISHES
from matcher.criteria.base import Assessment, Criterion
from matcher.criteria.skills import held_skills, held_weights, shared_weight
from matcher.policy import Policy, match_levels


def lacks_common_ground(
    candidate: Candidate, openings: Columns, assessments: Mapping[str, Assessment], policy: Policy
) -> Bools:
    """Openings that meet none of the three, or share some skills where study and wishes both point elsewhere.

    Who told of none of the three is looking for any work at all, and lacks nothing. Office software and team
    spirit are shared by everybody: they are common ground only for those who told of nothing else.
    """
    student, telling = candidate.student, 0
    if student.majors or student.fields or student.wished_occupations:
        telling = policy.thresholds.common_ground_weight
    elif not held_skills(candidate):
        return np.zeros(len(openings), dtype=np.bool_)
    shares = shared_weight(held_weights(candidate, policy, telling), openings) > 0
    shares_all = shares & _at(SKILLS, ("ALL",), assessments)
    elsewhere = _at(STUDY, ("OTHER",), assessments) & _at(WISHES, ("OTHER",), assessments)
    fits = _at(STUDY, match_levels("study"), assessments) | _at(WISHES, match_levels("wishes"), assessments)
    return ~(fits | shares_all | (shares & ~elsewhere))


def _at(criterion: Criterion, levels: tuple[str, ...], assessments: Mapping[str, Assessment]) -> Bools:
    return np.isin(assessments[criterion.name].levels, [criterion.levels.index(level) for level in levels])
