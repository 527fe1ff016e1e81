"""A snapshot of openings, laid out for searching: the exact best for a person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Bools, Ints
from matcher.batches import batched
from matcher.candidate import Candidate
from matcher.columns import Columns
from matcher.eligibility import REFUSALS
from matcher.index.asked import Asked, Day, Grades, Layout, Marks, PerFacet, Person, read_only
from matcher.index.facets import FACETS, Kinds, Said, closed_on
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
    gone: Bools = field(repr=False)  # rows that do not count any more
    _days: dict[date, Day] = field(default_factory=dict, repr=False)  # as they are before anything is gone

    @classmethod
    def of(cls, columns: Columns, policy: Policy) -> "Index":
        """Lay out a snapshot."""
        kinds, numbers = zip(*(Kinds.of(facet, columns, policy) for facet in FACETS), strict=True)
        layout = Layout.of(columns, PerFacet._make(numbers), policy)
        return cls(columns, policy, kinds, layout, np.zeros(len(columns), dtype=np.bool_))

    @classmethod
    def open(cls, folder: Path, policy: Policy = STANDARD) -> "Index":
        """The snapshot saved in a folder, its columns memory-mapped; laid out anew for the policy."""
        return cls.of(open_columns(folder), policy)

    def save(self, folder: Path) -> None:
        """Write the snapshot into a folder, which is made if need be."""
        save_columns(self.columns, folder)

    def without(self, gone: Bools) -> "Index":
        """The same layout where these rows, and no others, do not count any more."""
        return replace(self, gone=gone)

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def counted(self) -> Ints:
        """The rows that count, ascending."""
        return np.flatnonzero(~self.gone).astype(np.int32)

    def best(self, candidates: Iterable[Candidate], k: int) -> Iterator[Best]:
        """The best `k` openings for each candidate, in their order."""
        from matcher.index.search import best  # noqa: PLC0415  loads numba

        least = min(k, len(self))
        for candidate, facets in self._compared(candidates):
            points = PerFacet._make(said.points() for said in facets)
            asked = self._asked(candidate, points, facets[0].ground())
            scores, rows = best(least, self._day(candidate), asked)
            yield Best(rows, scores)

    def census(self, candidates: Iterable[Candidate]) -> Iterator[Census]:
        """What became of all openings for each candidate; looks at every pair."""
        from matcher.index.search import census  # noqa: PLC0415  loads numba

        last = REFUSALS.index(Refusal.NO_COMMON_GROUND)
        for candidate, facets in self._compared(candidates):
            refusals = PerFacet._make(said.refusals() for said in facets)
            asked = self._asked(candidate, refusals, facets[0].ground())
            *counts, eligible = census(self._day(candidate), asked, last).tolist()
            refused = {code: count for code, count in zip(REFUSALS, counts, strict=True) if count}
            yield Census(eligible, refused)

    def _compared(self, candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, tuple[Said, ...]]]:
        """Each candidate with what each facet says; several are compared with the kinds at a time."""
        for people in batched(candidates, PEOPLE_AT_ONCE):
            said = (kinds.answer(people, self.policy) for kinds in self.kinds)
            yield from zip(people, zip(*said, strict=True), strict=True)

    def _asked(self, candidate: Candidate, tables: PerFacet, ground: NDArray[np.int8]) -> Asked:
        person = Person.of(candidate, self.columns, self.policy)
        return Asked(tables, ground, person, Grades.of(self.policy), Marks())

    def _day(self, candidate: Candidate) -> Day:
        """What is searched on the candidate's day."""
        day = self._days.get(candidate.as_of)
        if day is None:
            closed = closed_on(candidate.as_of, self.columns)
            work, place, *_ = self.kinds
            day = Day.of(self.layout, closed, self.gone, len(work), len(place))
            self._days.clear()  # one day at a time
            self._days[candidate.as_of] = day
        return day._replace(gone=read_only(self.gone))
