"""The whole story on one page: one candidate, all openings → refusals, levels, points, score, ranking."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matcher.candidate import Candidate
from matcher.columns import MISSING, Columns, Ints
from matcher.common_ground import lacks_common_ground
from matcher.criteria import CRITERIA
from matcher.criteria.base import Assessment
from matcher.eligibility import REFUSALS, first_refusals
from matcher.policy import Policy
from matcher.vocabulary import Refusal


@dataclass(frozen=True)
class Judgement:
    """Everything that is true between one candidate and all openings."""

    candidate: Candidate
    openings: Columns
    refusals: Ints  # shape (openings,): number in REFUSALS; MISSING where eligible
    criteria: Mapping[str, Assessment]
    scores: Ints  # shape (openings,): hundredths; meaningful where eligible

    def ranking(self) -> Ints:
        """Rows of the eligible openings, the best first; ties by natural key, which is the row order."""
        eligible = np.flatnonzero(self.refusals == MISSING)
        return eligible[np.argsort(-self.scores[eligible], kind="stable")].astype(np.int32)

    def refused(self) -> dict[Refusal, int]:
        """How many openings each rule refused first."""
        counts = np.bincount(self.refusals[self.refusals != MISSING], minlength=len(REFUSALS))
        return {code: int(count) for code, count in zip(REFUSALS, counts, strict=True) if count}


def judge(candidate: Candidate, openings: Columns, policy: Policy) -> Judgement:
    """Try every rule and every criterion; exact, in plain numpy over all openings."""
    criteria = {criterion.name: criterion.assess(candidate, openings, policy) for criterion in CRITERIA}
    refusals = first_refusals(candidate, openings, policy)
    without_ground = lacks_common_ground(candidate, openings, criteria, policy)
    refusals[without_ground & (refusals == MISSING)] = REFUSALS.index(Refusal.NO_COMMON_GROUND)
    scores = np.add.reduce([assessment.points for assessment in criteria.values()])
    return Judgement(candidate, openings, refusals, criteria, scores)
