"""A score as a waterfall of bars that sum exactly to it; a refusal as every rule that stands in the way."""

from collections.abc import Iterable
from datetime import date

from matcher.candidate import Candidate
from matcher.columns import MISSING, Columns
from matcher.common_ground import lacks_common_ground
from matcher.criteria import CRITERIA
from matcher.criteria.place import distance
from matcher.eligibility import all_refusals
from matcher.errors import UnknownSubject
from matcher.pipeline import Judgement, judge
from matcher.policy import STANDARD, Policy
from matcher.records import Opening, Student
from matcher.results import Bar, Explanation, Match, Reason
from matcher.vocabulary import Refusal


def waterfall(judgement: Judgement, row: int, rank: int, policy: Policy) -> Match:
    """The match between the candidate and the opening in one row, bar by bar."""
    candidate, opening = judgement.candidate, judgement.openings.openings[row]
    bars = []
    for criterion in CRITERIA:
        assessment = judgement.criteria[criterion.name]
        level = criterion.levels[assessment.levels[row]]
        bars.append(
            Bar(
                criterion=criterion.name,
                level=level,
                points=int(assessment.points[row]),
                of=policy.of(criterion.name),
                params=criterion.facts(candidate, opening, level),
            )
        )
    return Match(
        student=candidate.student.ref,
        opening=opening.ref,
        score=int(judgement.scores[row]),
        bars=tuple(bars),
        openings_left=opening.headcount - opening.filled,
        distance_km=distance(candidate, opening),
        rank=rank,
    )


def explain(
    student: Student, opening: Opening, openings: Iterable[Opening], *, as_of: date, policy: Policy = STANDARD
) -> Explanation:
    """One pair: the rank and bars that the opening has among `openings`, or all that refuses it.

    `UnknownSubject` if it is not among them.
    """
    candidate = Candidate.of(student, as_of, policy)
    columns = Columns.of(openings)
    if opening not in columns.openings:
        raise UnknownSubject(kind="opening", ref=opening.ref)
    judgement = judge(candidate, columns, policy)
    row = columns.openings.index(opening)
    if judgement.refusals[row] == MISSING:
        rank = judgement.ranking().tolist().index(row) + 1
        return Explanation(student.ref, opening.ref, waterfall(judgement, row, rank, policy))
    refused = all_refusals(candidate, opening, policy)
    if lacks_common_ground(candidate, columns, judgement.criteria, policy)[row]:
        refused += (Reason(Refusal.NO_COMMON_GROUND),)
    return Explanation(student.ref, opening.ref, None, refused)
