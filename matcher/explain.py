"""A score as a waterfall of bars that sum exactly to it, and where a match lost against a better one."""

from collections.abc import Iterable
from datetime import date

from matcher.advice import advise, every_refusal
from matcher.arrays import MISSING
from matcher.candidate import Candidate
from matcher.columns import Columns
from matcher.criteria import CRITERIA
from matcher.criteria.place import distance
from matcher.errors import UnknownSubject
from matcher.pipeline import Judgement, judge
from matcher.policy import STANDARD, Policy
from matcher.records import Opening, Student
from matcher.results import Bar, Behind, Difference, Explanation, Match


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
    student: Student,
    opening: Opening,
    openings: Iterable[Opening],
    *,
    as_of: date,
    k: int = 20,
    policy: Policy = STANDARD,
) -> Explanation:
    """One pair: the rank and bars that the opening has among `openings`, or all that refuses it.

    With what would better it; and, beyond rank `k`, where the points were lost against the last one listed.
    `UnknownSubject` if the opening is not among them.
    """
    columns = Columns.of(openings)
    if opening not in columns.openings:
        raise UnknownSubject(kind="opening", ref=opening.ref)
    judgement = judge(Candidate.of(student, as_of, policy), columns, policy)
    advice = advise(student, opening, as_of=as_of, policy=policy)
    row = columns.openings.index(opening)
    if judgement.refusals[row] != MISSING:
        refused = every_refusal(judgement, row, policy)
        return Explanation(student.ref, opening.ref, None, refused, advice)
    ranking = judgement.ranking().tolist()
    match = waterfall(judgement, row, ranking.index(row) + 1, policy)
    last = waterfall(judgement, ranking[k - 1], k, policy) if match.rank > k else None
    return Explanation(
        student.ref, opening.ref, match, advice=advice, behind=behind(match, last) if last else None
    )


def behind(match: Match, last: Match) -> Behind:
    """Where `match` lost against the last one of a list: by criterion, the greatest loss first."""
    differences = (
        Difference(own.criterion, own.points - other.points)
        for own, other in zip(match.bars, last.bars, strict=True)
    )
    return Behind(last, tuple(sorted(differences, key=lambda difference: difference.points)))
