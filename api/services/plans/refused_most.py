"""Which rule stands between a student and most openings: the first thing to ask of who has no proposal."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy.orm import Session

from api.services.matching.market import Market
from matcher.candidate import Candidate
from matcher.vocabulary import Refusal
from models.queries.snapshots import load_students


def refused_most(
    session: Session, market: Market, refs: Collection[str], *, as_of: date
) -> Mapping[str, Refusal]:
    """The rule that refuses each student the most openings as the first, by the student's reference.

    Of equal ones the rule that is asked sooner; nothing of a student whom no rule refuses anything.
    """
    if not refs:
        return {}
    students, ranking = load_students(session, refs=sorted(refs)), market.ranking(session)
    found = ranking.census(Candidate.of(student, as_of, ranking.policy) for student in students)
    return {
        student.ref: max(census.refused, key=lambda code: census.refused[code])
        for student, census in zip(students, found, strict=True)
        if census.refused
    }
