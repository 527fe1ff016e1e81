"""Shortlists both ways: the reference, which scores every pair and sorts."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from matcher.arrays import MISSING
from matcher.candidate import Candidate
from matcher.columns import Columns, fingerprint
from matcher.eligibility import REFUSALS
from matcher.explain import waterfall
from matcher.pipeline import Judgement, judge
from matcher.policy import STANDARD, Policy
from matcher.records import Opening, Student
from matcher.results import Shortlist
from matcher.vocabulary import Refusal


def shortlist_openings(
    student: Student, openings: Columns, *, as_of: date, k: int = 20, policy: Policy = STANDARD
) -> Shortlist:
    """The `k` best openings for a student."""
    judgement = judge(Candidate.of(student, as_of, policy), openings, policy)
    ranking = judgement.ranking()
    return Shortlist(
        subject="student",
        ref=student.ref,
        as_of=as_of,
        policy=policy.fingerprint,
        snapshot=f"{fingerprint([student])}-{openings.fingerprint}",
        considered=len(openings),
        eligible=len(ranking),
        items=tuple(
            waterfall(judgement, int(row), rank, policy) for rank, row in enumerate(ranking[:k], start=1)
        ),
        refused=judgement.refused(),
    )


def shortlist_students(
    opening: Opening, students: Iterable[Student], *, as_of: date, k: int = 20, policy: Policy = STANDARD
) -> Shortlist:
    """The `k` best students for an opening, by the very scores that their own shortlists show."""
    alone = Columns.of([opening])
    everyone = sorted(students, key=lambda student: (student.key, student.ref))

    def judged(student: Student) -> Judgement:
        return judge(Candidate.of(student, as_of, policy), alone, policy)

    scores: list[tuple[int, Student]] = []
    refused: Counter[Refusal] = Counter()
    for student in everyone:
        judgement = judged(student)
        if judgement.refusals[0] == MISSING:
            scores.append((int(judgement.scores[0]), student))
        else:
            refused[REFUSALS[judgement.refusals[0]]] += 1
    best = [student for _, student in sorted(scores, key=lambda scored: -scored[0])[:k]]
    return Shortlist(
        subject="opening",
        ref=opening.ref,
        as_of=as_of,
        policy=policy.fingerprint,
        snapshot=f"{fingerprint(everyone)}-{alone.fingerprint}",
        considered=len(everyone),
        eligible=len(scores),
        items=tuple(
            waterfall(judged(student), 0, rank, policy) for rank, student in enumerate(best, start=1)
        ),
        refused={code: refused[code] for code in REFUSALS if refused[code]},
    )
