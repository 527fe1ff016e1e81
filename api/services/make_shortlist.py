"""Make shortlists from what the registries hold now, both ways, for one or for everybody."""

from collections.abc import Callable, Iterator
from datetime import date

from sqlalchemy.orm import Session

from matcher.columns import Columns
from matcher.errors import UnknownSubject
from matcher.policy import STANDARD, Policy
from matcher.records import Opening, Student
from matcher.results import Shortlist
from matcher.shortlist import shortlist_openings, shortlist_students
from models.queries.snapshots import load_openings, load_students


def shortlist_for_student(
    session: Session, ref: str, *, as_of: date, k: int = 20, policy: Policy = STANDARD
) -> Shortlist:
    """The best openings for one student; `UnknownSubject` if there is no such student."""
    student = find_student(session, ref)
    return shortlist_openings(student, Columns.of(load_openings(session)), as_of=as_of, k=k, policy=policy)


def shortlist_for_opening(
    session: Session, ref: str, *, as_of: date, k: int = 20, policy: Policy = STANDARD
) -> Shortlist:
    """The best students for one opening; `UnknownSubject` if there is no such opening."""
    opening = find_opening(load_openings(session), ref)
    return shortlist_students(opening, load_students(session), as_of=as_of, k=k, policy=policy)


def shortlists_for_all(
    session: Session,
    *,
    as_of: date,
    k: int = 20,
    policy: Policy = STANDARD,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Shortlist]:
    """Everybody's shortlist, in the order of the registry; an empty one says why it is empty.

    `progress` is told how many are done, and of how many.
    """
    students = load_students(session)
    openings = Columns.of(load_openings(session))
    for done, student in enumerate(students, start=1):
        yield shortlist_openings(student, openings, as_of=as_of, k=k, policy=policy)
        if progress is not None:
            progress(done, len(students))


def find_student(session: Session, ref: str) -> Student:
    """The student as the matcher sees them; `UnknownSubject` if there is none."""
    found = load_students(session, refs=[ref])
    if not found:
        raise UnknownSubject(kind="student", ref=ref)
    return found[0]


def find_opening(openings: list[Opening], ref: str) -> Opening:
    """The opening among those loaded; `UnknownSubject` if it is not there."""
    found = next((opening for opening in openings if opening.ref == ref), None)
    if found is None:
        raise UnknownSubject(kind="opening", ref=ref)
    return found
