"""Explain: one pair in either list, and what would raise those that a list shows."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TypeVar

from sqlalchemy.orm import Session

from api.services.matching.make_shortlist import find_opening, find_student
from api.services.matching.market import Market
from matcher.advice import advise
from matcher.explain import explain
from matcher.explain import explain_among_students as among_students
from matcher.policy import Policy
from matcher.records import Opening, Student
from matcher.results import Advice, Explanation, Shortlist
from models.queries.snapshots import load_openings, load_students

Record = TypeVar("Record", Student, Opening)

ADVISED = 20  # items of a list that advice is sought for: each costs some milliseconds


def explain_pair(
    session: Session, market: Market, student_ref: str, opening_ref: str, *, as_of: date, k: int = 20
) -> Explanation:
    """The match with its rank in the student's shortlist of `k`, or every rule that refuses the pair.

    `UnknownSubject` if there is no such student or opening.
    """
    student, opening = find_student(session, student_ref), find_opening(session, opening_ref)
    load = partial(load_openings, session)
    return explain(student, opening, market.ranking(session), load, as_of=as_of, k=k)


def explain_among_students(
    session: Session, market: Market, student_ref: str, opening_ref: str, *, as_of: date, k: int = 20
) -> Explanation:
    """The same with the rank that the student has in the opening's shortlist."""
    student, opening = find_student(session, student_ref), find_opening(session, opening_ref)
    return among_students(student, opening, market.cohort(session), as_of=as_of, policy=market.policy, k=k)


def advise_listed(session: Session, shortlist: Shortlist, *, policy: Policy) -> dict[str, tuple[Advice, ...]]:
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
