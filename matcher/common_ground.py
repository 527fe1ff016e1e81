"""The last rule: somebody who told of skills, study or wishes is shown nothing that meets none of them.

Work that they have done before, by their own words, is common ground as well.
Without it a list would be filled up with whatever is near and pays, which helps nobody.
"""

from collections.abc import Mapping
from functools import reduce

import numpy as np

from matcher.arrays import Bools
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.criteria import DUTIES, SKILLS, STUDY, WISHES
from matcher.criteria.base import Assessment, Criterion
from matcher.criteria.skills import all_wanted, held_weights, shared_weight
from matcher.policy import Policy, match_levels

WORK: tuple[Criterion, ...] = (STUDY, WISHES)  # what work a person learnt and wishes for


def lacks_common_ground(
    people: Candidates, openings: Columns, assessments: Mapping[str, Assessment], policy: Policy
) -> Bools:
    """Pairs that meet none of the three, or share some skills where study and wishes both point elsewhere.

    Who told of none of the three is looking for any work at all, and lacks nothing. What people tell of their
    experience opens doors and closes none: close work is common ground, whatever else was told.
    """
    told = np.array([[told_of_anything(candidate)] for candidate in people.each])
    wanted = all_wanted(people, openings)
    telling = [telling_weights(candidate, policy, wanted) for candidate in people.each]
    shares = shared_weight(telling, openings) > 0
    shares_all = shares & at_levels(SKILLS, ("ALL",), assessments)
    elsewhere = work_elsewhere(assessments)
    has_done = at_levels(DUTIES, ("CLOSE",), assessments)
    return told & ~(fitting_work(assessments) | has_done | shares_all | (shares & ~elsewhere))


def told_of_anything(candidate: Candidate) -> bool:
    """Whether skills, study or wishes are known that an opening could meet."""
    return bool(_told_of_work(candidate) or candidate.student.skills or candidate.certificates)


def telling_weights(
    candidate: Candidate, policy: Policy, wanted: frozenset[str] | None = None
) -> Mapping[str, int]:
    """The skills that are common ground where an opening wants them.

    Office software and team spirit are shared by everybody: they are common ground only for those who told
    of nothing else.
    """
    least = policy.thresholds.common_ground_weight if _told_of_work(candidate) else 0
    return held_weights(candidate, policy, least, wanted)


def tells_of_work(assessments: Mapping[str, Assessment]) -> bool:
    """Whether any of them is about study or wishes."""
    return any(criterion.name in assessments for criterion in WORK)


def fitting_work(assessments: Mapping[str, Assessment]) -> Bools:
    """Pairs whose work meets the study or the wishes, as far as these are assessed."""
    told = [each for each in WORK if each.name in assessments]
    return reduce(np.logical_or, (at_levels(each, match_levels(each.name), assessments) for each in told))


def work_elsewhere(assessments: Mapping[str, Assessment]) -> Bools:
    """Pairs whose work is neither what was studied nor what is wished, as far as these are assessed."""
    told = [each for each in WORK if each.name in assessments]
    return reduce(np.logical_and, (at_levels(each, ("OTHER",), assessments) for each in told))


def at_levels(criterion: Criterion, levels: tuple[str, ...], assessments: Mapping[str, Assessment]) -> Bools:
    """Pairs that stand at one of some levels of a criterion."""
    wanted = np.array([level in levels for level in criterion.levels])
    return wanted[assessments[criterion.name].levels]


def _told_of_work(candidate: Candidate) -> bool:
    student = candidate.student
    return bool(student.majors or student.fields or student.wished_occupations)
