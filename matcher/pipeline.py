"""The whole story on one page: people and openings → refusals, levels, points, scores, a ranking.

Exact, over all pairs, in plain numpy: the reference that the index is held to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from matcher.arrays import MISSING, Bools, Ints
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.common_ground import lacks_common_ground
from matcher.criteria import CRITERIA
from matcher.criteria.base import Assessment
from matcher.eligibility import REFUSALS, first_refusals
from matcher.policy import Policy
from matcher.vocabulary import Refusal


class Judged(NamedTuple):
    """Everything that is true between some people and some openings."""

    refusals: Ints  # shape (people, openings): number in REFUSALS; MISSING where eligible
    without_ground: Bools  # shape (people, openings): whether the last rule refuses, first or not
    criteria: Mapping[str, Assessment]
    scores: Ints  # shape (people, openings): hundredths; meaningful where eligible


def judge_all(people: Candidates, openings: Columns, policy: Policy) -> Judged:
    """Try every rule and every criterion on every pair."""
    criteria = {criterion.name: criterion.assess(people, openings, policy) for criterion in CRITERIA}
    refusals = first_refusals(people, openings, policy)
    without_ground = lacks_common_ground(people, openings, criteria, policy)
    refusals[without_ground & (refusals == MISSING)] = REFUSALS.index(Refusal.NO_COMMON_GROUND)
    scores = np.add.reduce([assessment.points for assessment in criteria.values()])
    return Judged(refusals, without_ground, criteria, scores)


@dataclass(frozen=True)
class Judgement:
    """Everything that is true between one candidate and some openings: arrays of shape (openings,)."""

    candidate: Candidate
    openings: Columns
    refusals: Ints
    without_ground: Bools
    criteria: Mapping[str, Assessment]
    scores: Ints

    def ranking(self) -> Ints:
        """Rows of the eligible openings, the best first; ties by natural key, which is the row order."""
        eligible = np.flatnonzero(self.refusals == MISSING)
        return eligible[np.argsort(-self.scores[eligible], kind="stable")].astype(np.int32)

    def refused(self) -> dict[Refusal, int]:
        """How many openings each rule refused first."""
        counts = np.bincount(self.refusals[self.refusals != MISSING], minlength=len(REFUSALS))
        return {code: int(count) for code, count in zip(REFUSALS, counts, strict=True) if count}


def judgements(candidates: Sequence[Candidate], openings: Columns, policy: Policy) -> Iterator[Judgement]:
    """Try every rule and every criterion on some candidates, all on the same day, and every opening."""
    if not candidates:
        return
    judged = judge_all(Candidates.of(candidates), openings, policy)
    for person, candidate in enumerate(candidates):
        criteria = {
            name: Assessment(levels[person], points[person])
            for name, (levels, points) in judged.criteria.items()
        }
        refusals, without_ground = judged.refusals[person], judged.without_ground[person]
        yield Judgement(candidate, openings, refusals, without_ground, criteria, judged.scores[person])


def judge(candidate: Candidate, openings: Columns, policy: Policy) -> Judgement:
    """Try every rule and every criterion on one candidate and every opening."""
    return next(judgements([candidate], openings, policy))
