"""The registries as some transaction saw them, brought to what another sees by reading only what differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy.orm import Session

from matcher.arrays import Bools
from matcher.cohort import Cohort
from matcher.columns import Columns, digest
from matcher.index.index import Index
from matcher.policy import Policy
from matcher.ranking import EveryPair, Ranking
from matcher.records import Opening, Student
from models.queries.snapshots import (
    Revisions,
    opening_revisions,
    stream_openings,
    stream_students,
    student_revisions,
)

FEW, SHARE = 256, 100  # changes kept beside what is laid out: so many, and one for so many rows


@dataclass(frozen=True, slots=True)
class Known:
    """A student, and the change that last wrote them."""

    change: int
    student: Student
    digest: int


@dataclass(frozen=True, eq=False)
class Students:
    """Everybody; kept in memory only, for what is sealed of them stays sealed on disk."""

    known: Mapping[int, Known] = field(default_factory=dict)  # by number
    cohort: Cohort = field(default_factory=lambda: Cohort.of(()))

    def as_seen(self, session: Session) -> "Students":
        """The same brought to what a session sees: only those who differ are read and opened."""
        changes = dict(zip(*(column.tolist() for column in student_revisions(session)), strict=True))
        kept = {number: known for number, known in self.known.items() if changes.get(number) == known.change}
        if len(kept) == len(changes) == len(self.known):
            return self
        differ = sorted(changes.keys() - kept.keys())
        for number, student in stream_students(session, differ):
            kept[number] = Known(changes[number], student, digest(student))
        return Students(kept, Cohort.joined((known.student, known.digest) for known in kept.values()))


@dataclass(frozen=True, eq=False)
class Openings:
    """The openings on offer: what was laid out, and what changed since."""

    index: Index
    laid_out: Revisions  # of each row of the index, when it was laid out
    fresh: Columns
    added: Revisions  # of each row of `fresh`

    @classmethod
    def of(cls, columns: Columns, revisions: Revisions, policy: Policy) -> "Openings":
        """What is laid out and nothing else."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(Index.of(columns, policy), revisions, Columns.of(()), Revisions(nothing, nothing))

    @property
    def ranking(self) -> Ranking:
        """All openings together."""
        return Ranking(self.index, EveryPair(self.fresh, self.index.policy))

    @property
    def is_much_changed(self) -> bool:
        """Whether it pays to lay out anew."""
        gone = len(self.index) - len(self.index.counted)
        return gone + len(self.fresh) > FEW + len(self.index) // SHARE

    def as_seen(self, session: Session) -> "Openings":
        """The same brought to what a session sees: only what differs is read."""
        seen = opening_revisions(session)
        laid_out, fresh = _unchanged(self.laid_out, seen), _unchanged(self.added, seen)
        kept = np.concatenate([self.laid_out.numbers[laid_out], self.added.numbers[fresh]])
        number_of = dict(zip(self.fresh.refs, self.added.numbers.tolist(), strict=True))

        def news() -> Iterator[Opening]:
            differ = np.setdiff1d(seen.numbers, kept, assume_unique=True).tolist()
            for number, opening in stream_openings(session, differ):
                number_of[opening.ref] = number
                yield opening

        columns = Columns.joined([self.fresh.take(np.flatnonzero(fresh)), Columns.in_parts(news())])
        added = _in_order(columns, number_of, seen)
        return Openings(self.index.without(~laid_out), self.laid_out, columns, added)

    def laid_out_anew(self) -> "Openings":
        """The same openings in one piece."""
        parts = ((self.index.columns, self.laid_out), (self.fresh, self.added))
        number_of = {
            ref: number
            for columns, revisions in parts
            for ref, number in zip(columns.refs, revisions.numbers.tolist(), strict=True)
        }
        counted = self.index.counted
        known = Revisions(
            np.concatenate([self.laid_out.numbers[counted], self.added.numbers]),
            np.concatenate([self.laid_out.changes[counted], self.added.changes]),
        )
        order = np.argsort(known.numbers)
        columns = self.ranking.columns()
        revisions = _in_order(columns, number_of, Revisions(known.numbers[order], known.changes[order]))
        return Openings.of(columns, revisions, self.index.policy)


def _unchanged(known: Revisions, seen: Revisions) -> Bools:
    """Per row whether it is still there and nobody has written it since."""
    at = np.searchsorted(seen.numbers, known.numbers)
    there = at < len(seen.numbers)
    there[there] = seen.numbers[at[there]] == known.numbers[there]
    there[there] = seen.changes[at[there]] == known.changes[there]
    return there


def _in_order(columns: Columns, number_of: dict[str, int], seen: Revisions) -> Revisions:
    """The revisions of the rows of columns, in the order of the rows."""
    numbers = np.array([number_of[ref] for ref in columns.refs], dtype=np.int64)
    return Revisions(numbers, seen.changes[np.searchsorted(seen.numbers, numbers)])
