"""Make shortlists from what the registries hold now, both ways, for one or for everybody.

Their snapshots are fingerprints over sealed facts as well, so that they leave here keyed: nobody can try
dates of birth until one fits. Within an instance the same data gives the same fingerprint.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from api.services.matching.market import Market
from matcher.errors import UnknownSubject
from matcher.records import Opening, Student
from matcher.results import Shortlist
from matcher.shortlist import shortlist_openings, shortlist_students, shortlists
from models.queries.snapshots import load_openings, load_students
from models.sealing import vault_of

SNAPSHOT_BYTES = 8  # of the digest over students


def shortlist_for_student(
    session: Session, market: Market, ref: str, *, as_of: date, k: int = 20
) -> Shortlist:
    """The best openings for one student; `UnknownSubject` if there is no such student."""
    student = find_student(session, ref)
    load = partial(load_openings, session)
    return _keyed(session, shortlist_openings(student, market.ranking(session), load, as_of=as_of, k=k))


def shortlist_for_opening(
    session: Session, market: Market, ref: str, *, as_of: date, k: int = 20
) -> Shortlist:
    """The best students for one opening; `UnknownSubject` if there is no such opening."""
    opening = find_opening(session, ref)
    found = shortlist_students(opening, market.cohort(session), as_of=as_of, policy=market.policy, k=k)
    return _keyed(session, found)


def shortlists_for_all(
    session: Session,
    market: Market,
    *,
    as_of: date,
    k: int = 20,
    chosen: Mapping[str, Sequence[str]] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Shortlist]:
    """Everybody's shortlist, in the order of the registry; an empty one says why it is empty.

    With `chosen` each student's list is of those openings, as `spread_for_all` chooses them. `progress` is
    told how many are done, and of how many.
    """
    students = load_students(session)
    load = partial(load_openings, session)
    found = shortlists(students, market.ranking(session), load, as_of=as_of, k=k, chosen=chosen)
    for done, shortlist in enumerate(found, start=1):
        yield _keyed(session, shortlist)
        if progress is not None:
            progress(done, len(students))


def _keyed(session: Session, shortlist: Shortlist) -> Shortlist:
    return replace(shortlist, snapshot=keyed_snapshot(session, *shortlist.snapshot.split("-")))


def keyed_snapshot(session: Session, students: str, openings: str) -> str:
    """The fingerprint of a snapshot of those of its students and openings."""
    digest = vault_of(session).sign("snapshot", students.encode())[:SNAPSHOT_BYTES].hex()
    return f"{digest}-{openings}"


def find_student(session: Session, ref: str) -> Student:
    """The student as the matcher sees them; `UnknownSubject` if there is none."""
    found = load_students(session, refs=[ref])
    if not found:
        raise UnknownSubject(kind="student", ref=ref)
    return found[0]


def find_opening(session: Session, ref: str) -> Opening:
    """The opening as the matcher sees it; `UnknownSubject` if there is none."""
    found = load_openings(session, refs=[ref])
    if not found:
        raise UnknownSubject(kind="opening", ref=ref)
    return found[0]
