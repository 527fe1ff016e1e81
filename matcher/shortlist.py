"""Shortlists both ways: the reference, which scores every pair and sorts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from matcher.candidate import Candidate
from matcher.columns import MISSING, Columns, fingerprint
from matcher.eligibility import REFUSALS
from matcher.explain import waterfall
from matcher.pipeline import judge
from matcher.policy import STANDARD, Policy
from matcher.records import Opening, Student
from matcher.results import Match, Shortlist
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
    matches: list[Match] = []
    refused: Counter[Refusal] = Counter()
    for student in everyone:
        judgement = judge(Candidate.of(student, as_of, policy), alone, policy)
        if judgement.refusals[0] == MISSING:
            matches.append(waterfall(judgement, 0, None, policy))
        else:
            refused[REFUSALS[judgement.refusals[0]]] += 1
    best = sorted(matches, key=lambda match: -match.score)[:k]
    return Shortlist(
        subject="opening",
        ref=opening.ref,
        as_of=as_of,
        policy=policy.fingerprint,
        snapshot=f"{fingerprint(everyone)}-{alone.fingerprint}",
        considered=len(everyone),
        eligible=len(matches),
        items=tuple(replace(match, rank=rank) for rank, match in enumerate(best, start=1)),
        refused={code: refused[code] for code in REFUSALS if refused[code]},
    )
