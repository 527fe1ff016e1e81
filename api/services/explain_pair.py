"""Explain one pair: why an opening stands where it stands, or why it is not listed at all."""

from datetime import date

from sqlalchemy.orm import Session

from api.services.make_shortlist import find_opening, find_student
from matcher.explain import explain
from matcher.policy import STANDARD, Policy
from matcher.results import Explanation
from models.queries.snapshots import load_openings


def explain_pair(
    session: Session, student_ref: str, opening_ref: str, *, as_of: date, policy: Policy = STANDARD
) -> Explanation:
    """The match with its rank in the student's shortlist, or every rule that refuses the pair.

    `UnknownSubject` if there is no such student or opening.
    """
    student = find_student(session, student_ref)
    openings = load_openings(session)
    return explain(student, find_opening(openings, opening_ref), openings, as_of=as_of, policy=policy)
