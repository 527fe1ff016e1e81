"""Skills: how much of what an opening wants can this person do?"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from matcher.arrays import Ints
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns, wanted_skills
from matcher.criteria.base import Assessment, first_level
from matcher.criteria.duties import both_told
from matcher.policy import UNKNOWN, Policy
from matcher.records import Opening
from matcher.reference.skills import included_skills, near_skills
from matcher.text.skills import skill_weight


class Skills:
    """Shared skills by weight (a specific skill says more than a soft one) against what is enough."""

    name = "skills"
    levels = ("ALL", "MANY", "SOME", UNKNOWN, "NONE")

    def assess(self, people: Candidates, openings: Columns, policy: Policy) -> Assessment:
        """Points grow with the share of the wanted weight; long wish lists are met by a good part of them."""
        wanted = all_wanted(people, openings)
        held = [held_weights(candidate, policy, wanted=wanted) for candidate in people.each]
        shared = shared_weight(held, openings)
        if any(candidate.student.skills_read for candidate in people.each):
            beside = [weights_beside_duties(candidate, policy, wanted) for candidate in people.each]
            shared = np.where(both_told(people, openings), shared_weight(beside, openings), shared)
        enough = np.minimum(openings.wanted_weight, policy.thresholds.skills_enough)
        met = np.minimum(shared, enough)
        # Certificates and running text tell what a person can, not that there is nothing else they can.
        names_none = np.array([[not candidate.student.skills] for candidate in people.each])
        untold = (openings.wanted_weight == 0) | ((shared == 0) & names_none)
        levels = first_level(
            self,
            people,
            openings,
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
        """Skills shared, related ones as (own, wanted), and missing ones, the weightiest first."""
        wanted = wanted_skills(opening)
        if level == UNKNOWN:
            return {"side": "opening" if not wanted else "student"}
        held = held_skills(candidate)
        related = {skill: own for skill in wanted - held if (own := _nearest(held, skill)) is not None}
        return {
            "shared": _weightiest_first(wanted & held),
            "related": [(related[skill], skill) for skill in _weightiest_first(related)],
            "missing": _weightiest_first(wanted - held - related.keys()),
            "wanted": len(wanted),
        }


def held_skills(candidate: Candidate) -> frozenset[str]:
    """What a person brings: skills, named or mentioned, and certificates as skills on paper."""
    return candidate.student.skills | candidate.student.skills_read | candidate.certificates


def held_weights(
    candidate: Candidate, policy: Policy, least: int = 0, wanted: frozenset[str] | None = None
) -> Mapping[str, int]:
    """What each wanted skill counts for with this person; a skill that is not named counts for nothing.

    What is held, and what that includes, counts in full; what is near it counts in part, rounded up. Skills
    that say less than `least` are left out on both sides. Where `wanted` is given, only that is told.
    """
    return _weights(held_skills(candidate), policy.thresholds.skills_related_percent, least, wanted)


def weights_beside_duties(
    candidate: Candidate, policy: Policy, wanted: frozenset[str] | None = None
) -> Mapping[str, int]:
    """The same where the words on experience are weighed as a whole: what they mention counts in part here.

    So nothing counts twice in full. Rounded down: of what is mentioned, only what says much counts.
    """
    named = candidate.student.skills | candidate.certificates
    weights = dict(_weights(named, policy.thresholds.skills_related_percent, 0, wanted))
    for mentioned in sorted(candidate.student.skills_read):
        for skill in (mentioned, *included_skills(mentioned)):
            part = skill_weight(skill) * policy.thresholds.skills_read_percent // 100
            weights[skill] = max(weights.get(skill, 0), part)
    return weights


def all_wanted(people: Candidates, openings: Columns) -> frozenset[str] | None:
    """What few openings want of many people; None where it is not quicker to look at that alone."""
    return frozenset(openings.wanted.names) if len(people) > len(openings) else None


@lru_cache(maxsize=4096)
def _weights(
    skills: frozenset[str], related_percent: int, least: int, wanted: frozenset[str] | None
) -> Mapping[str, int]:
    weights: dict[str, int] = {}
    for own in skills:
        if skill_weight(own) >= least:
            for skill, weight in _weights_of(own, related_percent, wanted).items():
                weights[skill] = max(weights.get(skill, 0), weight)
    return {skill: weights[skill] for skill in sorted(weights) if skill_weight(skill) >= least}


@lru_cache(maxsize=16_384)
def _weights_of(own: str, related_percent: int, wanted: frozenset[str] | None) -> Mapping[str, int]:
    """What wanted skills count for with whoever has this one."""
    near = {skill: (skill_weight(skill) * related_percent + 99) // 100 for skill in near_skills(own)}
    weights = near | {skill: skill_weight(skill) for skill in (own, *included_skills(own))}
    return {skill: weights[skill] for skill in weights if wanted is None or skill in wanted}


def shared_weight(held: Sequence[Mapping[str, int]], openings: Columns) -> Ints:
    """Summed weight of the wanted skills that each person's `held` counts: shape (people, openings)."""
    names, wanted = openings.wanted.names, openings.wanted
    if len(held) > len(openings):  # go through the fewer of the two
        wants = [
            [names[number] for number in wanted.numbers[start:end]]
            for start, end in pairwise(wanted.ends.tolist())
        ]
        sums = [[sum(weights.get(name, 0) for name in each) for each in wants] for weights in held]
        return np.array(sums, dtype=np.int32).reshape(len(held), len(openings))
    rows = [wanted.sums(wanted.per_name(weights)[wanted.numbers]) for weights in held]
    return np.array(rows, dtype=np.int32).reshape(len(held), len(openings))


def _nearest(held: frozenset[str], wanted: str) -> str | None:
    """The skill that is held and includes a wanted one, or else lies near it; the first by name."""
    including = (own for own in held if wanted in included_skills(own))
    near = (own for own in held if wanted in near_skills(own))
    return min(including, default=None) or min(near, default=None)


def _weightiest_first(skills: Iterable[str]) -> list[str]:
    return sorted(skills, key=lambda skill: (-skill_weight(skill), skill))
