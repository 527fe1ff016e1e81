"""A snapshot of openings, laid out for searching: the exact best for a person."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Bools, Ints
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.eligibility import REFUSALS
from matcher.index.asked import Grades, Layout, PerKind, Person
from matcher.index.facets import FACETS, GONE, Kinds, Table, closed_on
from matcher.index.store import open_columns, save_columns
from matcher.policy import STANDARD, Policy
from matcher.ranking import PEOPLE_AT_ONCE, Best, Census
from matcher.vocabulary import Refusal


@dataclass(frozen=True, eq=False)
class Index:
    """The openings of one snapshot under one policy."""

    columns: Columns
    policy: Policy
    kinds: tuple[Kinds, ...]  # in the order of FACETS
    layout: Layout
    gone: Bools | None = field(default=None, repr=False)  # rows that do not count any more
    _closed: dict[date, NDArray[np.int8]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, columns: Columns, policy: Policy) -> "Index":
        """Lay out a snapshot."""
        kinds = tuple(Kinds.of(facet, columns, policy) for facet in FACETS)
        return cls(columns, policy, kinds, Layout.of(columns, PerKind._make(each.numbers for each in kinds)))

    @classmethod
    def open(cls, folder: Path, policy: Policy = STANDARD) -> "Index":
        """The snapshot saved in a folder, its columns memory-mapped; laid out anew for the policy."""
        return cls.of(open_columns(folder), policy)

    def save(self, folder: Path) -> None:
        """Write the snapshot into a folder, which is made if need be."""
        save_columns(self.columns, folder)

    def without(self, gone: Bools) -> "Index":
        """The same layout where these rows, and no others, do not count any more."""
        return replace(self, gone=gone if gone.any() else None)

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def counted(self) -> Ints:
        """The rows that count, ascending."""
        gone = np.zeros(len(self), dtype=np.bool_) if self.gone is None else self.gone
        return np.flatnonzero(~gone).astype(np.int32)

    def best(self, candidates: Iterable[Candidate], k: int) -> Iterator[Best]:
        """The best `k` openings for each candidate, in their order."""
        from matcher.index.search import best  # noqa: PLC0415  loads numba

        grades, least = Grades.of(self.policy), min(k, len(self))
        for candidate, tables in self._compared(candidates):
            points = PerKind(*(table.points for table in tables))
            person = Person.of(candidate, self.columns, self.policy)
            closed = self._closed_on(candidate)
            scores, rows = best(least, self.layout, closed, points, tables[0].ground, person, grades)
            yield Best(rows, scores)

    def census(self, candidates: Iterable[Candidate]) -> Iterator[Census]:
        """What became of all openings for each candidate; looks at every pair."""
        from matcher.index.search import census  # noqa: PLC0415  loads numba

        grades, last = Grades.of(self.policy), REFUSALS.index(Refusal.NO_COMMON_GROUND)
        for candidate, tables in self._compared(candidates):
            refusals = PerKind(*(table.refusals for table in tables))
            person = Person.of(candidate, self.columns, self.policy)
            closed = self._closed_on(candidate)
            *counts, eligible = census(
                self.layout, closed, refusals, tables[0].ground, person, grades, last
            ).tolist()
            refused = {code: count for code, count in zip(REFUSALS, counts, strict=True) if count}
            yield Census(eligible, refused)

    def _compared(self, candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, Sequence[Table]]]:
        """Each candidate with what the facets say; several are compared with the kinds at a time."""
        rest = iter(candidates)
        while people := list(islice(rest, PEOPLE_AT_ONCE)):
            tables = [kinds.tables(people, self.policy) for kinds in self.kinds]
            yield from zip(people, zip(*tables, strict=True), strict=True)

    def _closed_on(self, candidate: Candidate) -> NDArray[np.int8]:
        """Why nobody is sent there on the candidate's day, in the order of the layout."""
        closed = self._closed.get(candidate.as_of)
        if closed is None:
            self._closed.clear()  # one day at a time
            closed = closed_on(Candidates.of([candidate]), self.columns, self.policy)
            if self.gone is not None:
                closed[self.gone] = GONE
            closed = closed[self.layout.row]
            self._closed[candidate.as_of] = closed
        return closed
