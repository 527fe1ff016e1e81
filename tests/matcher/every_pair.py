"""The reference way to a shortlist and an explanation: records in, every pair tried."""

from collections.abc import Iterable, Sequence
from datetime import date

from matcher import explain as explaining
from matcher import shortlist as listing
from matcher.cohort import Cohort
from matcher.columns import Columns
from matcher.policy import STANDARD, Policy
from matcher.ranking import EveryPair, Ranking
from matcher.records import Opening, Student
from matcher.results import Explanation, Shortlist


def shortlist_openings(
    student: Student, market: Iterable[Opening], *, as_of: date, k: int = 20, policy: Policy = STANDARD
) -> Shortlist:
    """The `k` best openings for a student."""
    openings = tuple(market)
    ranking = Ranking(EveryPair(Columns.of(openings), policy))
    return listing.shortlist_openings(student, ranking, _Records(openings), as_of=as_of, k=k)


def shortlist_students(opening: Opening, students: Iterable[Student], *, as_of: date) -> Shortlist:
    """The best students for an opening."""
    return listing.shortlist_students(opening, Cohort.of(students), as_of=as_of, policy=STANDARD)


def explain(
    student: Student,
    opening: Opening,
    market: Iterable[Opening],
    *,
    as_of: date,
    k: int = 20,
    policy: Policy = STANDARD,
) -> Explanation:
    """One pair among all openings."""
    openings = tuple(market)
    ranking = Ranking(EveryPair(Columns.of(openings), policy))
    return explaining.explain(student, opening, ranking, _Records(openings), as_of=as_of, k=k)


class _Records:
    def __init__(self, openings: Iterable[Opening]) -> None:
        self.of = {opening.ref: opening for opening in openings}

    def __call__(self, refs: Sequence[str]) -> list[Opening]:
        return [self.of[ref] for ref in refs]
