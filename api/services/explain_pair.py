"""Explain: one pair in either list, and what would raise those that a list shows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from api.services.make_shortlist import find_opening, find_student, shortlist_for_opening
from matcher.advice import advise
from matcher.explain import behind, explain
from matcher.policy import STANDARD, Policy
from matcher.records import Opening, Student
from matcher.results import Advice, Explanation, Shortlist
from models.queries.snapshots import load_openings, load_students
from models.queries.students import count as count_students

Record = TypeVar("Record", Student, Opening)

ADVISED = 20  # items of a list that advice is sought for: each costs some milliseconds


def explain_pair(
    session: Session,
    student_ref: str,
    opening_ref: str,
    *,
    as_of: date,
    k: int = 20,
    policy: Policy = STANDARD,
) -> Explanation:
    """The match with its rank in the student's shortlist of `k`, or every rule that refuses the pair.

    `UnknownSubject` if there is no such student or opening.
    """
    student = find_student(session, student_ref)
    openings = load_openings(session)
    opening = find_opening(openings, opening_ref)
    return explain(student, opening, openings, as_of=as_of, k=k, policy=policy)


def explain_among_students(
    session: Session,
    student_ref: str,
    opening_ref: str,
    *,
    as_of: date,
    k: int = 20,
    policy: Policy = STANDARD,
) -> Explanation:
    """The same with the rank that the student has in the opening's shortlist."""
    student = find_student(session, student_ref)
    opening = find_opening(load_openings(session, refs=[opening_ref]), opening_ref)
    alone = explain(student, opening, [opening], as_of=as_of, policy=policy)
    if alone.match is None:
        return alone
    everybody = count_students(session)
    ranked = shortlist_for_opening(session, opening_ref, as_of=as_of, k=everybody, policy=policy).items
    match = next(item for item in ranked if item.student == student_ref)
    return replace(alone, match=match, behind=behind(match, ranked[k - 1]) if match.rank > k else None)


def advise_listed(
    session: Session, shortlist: Shortlist, *, policy: Policy = STANDARD
) -> dict[str, tuple[Advice, ...]]:
    """What would raise the first ADVISED items of a shortlist, by the reference of who or what is listed."""
    items = shortlist.items[:ADVISED]
    students = _by_ref(load_students(session, refs=[item.student for item in items]))
    openings = _by_ref(load_openings(session, refs=[item.opening for item in items]))
    return {
        item.opening if shortlist.subject == "student" else item.student: advise(
            students[item.student], openings[item.opening], as_of=shortlist.as_of, policy=policy
        )
        for item in items
    }


def _by_ref(records: Iterable[Record]) -> dict[str, Record]:
    return {record.ref: record for record in records}
