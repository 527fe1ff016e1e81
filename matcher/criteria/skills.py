"""Skills: how much of what an opening wants can this person do?"""

from collections.abc import Mapping

import numpy as np

from matcher.candidate import Candidate
from matcher.columns import Columns, Ints, wanted_skills
from matcher.criteria.base import Assessment, first_level
from matcher.policy import UNKNOWN, Policy
from matcher.records import Opening
from matcher.text.skills import skill_weight


class Skills:
    """Shared skills by weight (a specific skill says more than a soft one) against what is enough."""

    name = "skills"
    levels = ("ALL", "MANY", "SOME", UNKNOWN, "NONE")

    def assess(self, candidate: Candidate, openings: Columns, policy: Policy) -> Assessment:
        """Points grow with the share of the wanted weight; long wish lists are met by a good part of them."""
        shared = shared_weight(held_skills(candidate), openings)
        wanted = openings.wanted_weight
        enough = np.minimum(wanted, policy.thresholds.skills_enough)
        met = np.minimum(shared, enough)
        # A certificate tells what a person may do, not that there is nothing else they can.
        untold = (wanted == 0) | ((shared == 0) & (not candidate.student.skills))
        levels = first_level(
            self,
            {
                UNKNOWN: untold,
                "NONE": shared == 0,
                "ALL": met == enough,
                "MANY": 100 * met >= policy.thresholds.skills_many_percent * enough,
            },
            otherwise="SOME",
        )
        points = policy.points[self.name]
        graded = points[UNKNOWN] + (points["ALL"] - points[UNKNOWN]) * met // np.maximum(enough, 1)
        graded = np.where(shared == 0, points["NONE"], graded)
        return Assessment(levels, np.where(untold, points[UNKNOWN], graded).astype(np.int32))

    def facts(self, candidate: Candidate, opening: Opening, level: str) -> Mapping[str, object]:
        """Shared and missing skills, the weightiest first."""
        wanted = wanted_skills(opening)
        if level == UNKNOWN:
            return {"side": "opening" if not wanted else "student"}
        held = held_skills(candidate)
        return {
            "shared": _weightiest_first(wanted & held),
            "missing": _weightiest_first(wanted - held),
            "wanted": len(wanted),
        }


def held_skills(candidate: Candidate) -> frozenset[str]:
    """What a person brings: skills, and certificates as skills on paper."""
    return candidate.student.skills | candidate.certificates


def shared_weight(held: frozenset[str], openings: Columns) -> Ints:
    """Summed weight of the wanted skills that are held, per opening."""
    shared = np.zeros(len(openings), dtype=np.int32)
    for skill in sorted(held & openings.skill_numbers.keys()):
        shared[openings.skill_postings[openings.skill_numbers[skill]]] += skill_weight(skill)
    return shared


def _weightiest_first(skills: frozenset[str]) -> list[str]:
    return sorted(skills, key=lambda skill: (-skill_weight(skill), skill))
