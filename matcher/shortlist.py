"""Shortlists both ways, explained: the openings for a student, the students for an opening."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from matcher.batches import batched
from matcher.candidate import Candidate
from matcher.cohort import Cohort
from matcher.columns import Columns
from matcher.explain import waterfall
from matcher.pipeline import judgements
from matcher.policy import Policy
from matcher.ranking import PEOPLE_AT_ONCE, Load, Ranking, rank_students
from matcher.records import Opening, Student
from matcher.results import Shortlist


def shortlist_openings(
    student: Student, ranking: Ranking, load: Load, *, as_of: date, k: int = 20
) -> Shortlist:
    """The `k` best openings for a student."""
    return next(shortlists([student], ranking, load, as_of=as_of, k=k))


def shortlists(
    students: Iterable[Student],
    ranking: Ranking,
    load: Load,
    *,
    as_of: date,
    k: int = 20,
    chosen: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Shortlist]:
    """The `k` best openings for each student, in their order; or those `chosen`, the best first.

    Who is none of `chosen` has an empty list then.
    """
    policy = ranking.policy
    for part in batched(students, PEOPLE_AT_ONCE):
        people = [Candidate.of(student, as_of, policy) for student in part]
        best: Sequence[Sequence[str]]
        best = list(ranking.best(people, k)) if chosen is None else [chosen.get(s.ref, ()) for s in part]
        listed = Columns.of(load(sorted({ref for refs in best for ref in refs})))
        row = {opening.ref: row for row, opening in enumerate(listed.openings)}
        found = zip(part, best, ranking.census(people), judgements(people, listed, policy), strict=True)
        for student, refs, census, judgement in found:
            yield Shortlist(
                subject="student",
                ref=student.ref,
                as_of=as_of,
                policy=policy.fingerprint,
                snapshot=f"{Cohort.of([student]).fingerprint}-{ranking.fingerprint}",
                considered=len(ranking),
                eligible=census.eligible,
                items=tuple(
                    waterfall(judgement, row[ref], rank, policy) for rank, ref in enumerate(refs, start=1)
                ),
                refused=census.refused,
            )


def shortlist_students(
    opening: Opening, cohort: Cohort, *, as_of: date, policy: Policy, k: int = 20
) -> Shortlist:
    """The `k` best students for an opening, by the very scores that their own shortlists show."""
    alone = Columns.of([opening])
    ranked, refused = rank_students(opening, cohort, as_of=as_of, policy=policy)
    listed = [Candidate.of(student, as_of, policy) for student in ranked[:k]]
    return Shortlist(
        subject="opening",
        ref=opening.ref,
        as_of=as_of,
        policy=policy.fingerprint,
        snapshot=f"{cohort.fingerprint}-{alone.fingerprint}",
        considered=len(cohort),
        eligible=len(ranked),
        items=tuple(
            waterfall(judgement, 0, rank, policy)
            for rank, judgement in enumerate(judgements(listed, alone, policy), start=1)
        ),
        refused=refused,
    )
