"""A score as a waterfall of bars that sum exactly to it, and where a match lost against a better one."""

from dataclasses import replace
from datetime import date

from matcher.advice import advise, every_refusal
from matcher.arrays import MISSING
from matcher.candidate import Candidate
from matcher.cohort import Cohort
from matcher.columns import Columns
from matcher.criteria import CRITERIA
from matcher.criteria.place import distance
from matcher.pipeline import Judgement, judge
from matcher.policy import Policy
from matcher.ranking import EveryPair, Load, Ranking, rank_students
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
    student: Student, opening: Opening, ranking: Ranking, load: Load, *, as_of: date, k: int = 20
) -> Explanation:
    """One pair: the rank and bars that the opening has among all, or all that refuses it.

    With what would better it; and, beyond rank `k`, where the points were lost against the last one listed.
    """
    policy = ranking.policy
    candidate = Candidate.of(student, as_of, policy)
    judgement = judge(candidate, Columns.of([opening]), policy)
    advice = advise(student, opening, as_of=as_of, policy=policy)
    if judgement.refusals[0] != MISSING:
        refused = every_refusal(judgement, 0, policy)
        return Explanation(student.ref, opening.ref, None, refused, advice)
    match = waterfall(judgement, 0, ranking.rank(candidate, opening), policy)
    if match.rank <= k:
        return Explanation(student.ref, opening.ref, match, advice=advice)
    *_, ref = next(ranking.best([candidate], k))
    last = waterfall(judge(candidate, Columns.of(load([ref])), policy), 0, k, policy)
    return Explanation(student.ref, opening.ref, match, advice=advice, behind=behind(match, last))


def explain_among_students(
    student: Student,
    opening: Opening,
    cohort: Cohort,
    *,
    as_of: date,
    policy: Policy,
    k: int = 20,
) -> Explanation:
    """The same with the rank that the student has among all students for the opening."""
    alone = Columns.of([opening])
    explanation = explain(student, opening, Ranking(EveryPair(alone, policy)), lambda _: [], as_of=as_of)
    if explanation.match is None:
        return explanation
    ranked, _ = rank_students(opening, cohort, as_of=as_of, policy=policy)
    match = replace(explanation.match, rank=ranked.index(student) + 1)
    if match.rank <= k:
        return replace(explanation, match=match)
    last = waterfall(judge(Candidate.of(ranked[k - 1], as_of, policy), alone, policy), 0, k, policy)
    return replace(explanation, match=match, behind=behind(match, last))


def behind(match: Match, last: Match) -> Behind:
    """Where `match` lost against the last one of a list: by criterion, the greatest loss first."""
    differences = (
        Difference(own.criterion, own.points - other.points)
        for own, other in zip(match.bars, last.bars, strict=True)
    )
    return Behind(last, tuple(sorted(differences, key=lambda difference: difference.points)))
