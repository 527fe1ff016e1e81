"""A snapshot of openings, laid out for searching: the exact best for a person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Bools, Ints
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.eligibility import REFUSALS
from matcher.index.asked import Grades, Layout, Order, PerFacet, Person, read_only
from matcher.index.facets import FACETS, NOT_REFUSED, Kinds, Said, closed_on
from matcher.index.store import open_columns, save_columns
from matcher.policy import STANDARD, Policy
from matcher.ranking import PEOPLE_AT_ONCE, Best, Census
from matcher.vocabulary import Refusal


class Day(NamedTuple):
    """What depends on the day: why nobody is sent to an opening, and two orders of those that are open."""

    closed: NDArray[np.int8]  # number in REFUSALS, or NOT_REFUSED
    by_work: Order
    by_place: Order


@dataclass(frozen=True, eq=False)
class Index:
    """The openings of one snapshot under one policy."""

    columns: Columns
    policy: Policy
    kinds: tuple[Kinds, ...]  # in the order of FACETS
    layout: Layout
    gone: Bools = field(repr=False)  # rows that do not count any more
    _days: dict[date, Day] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, columns: Columns, policy: Policy) -> "Index":
        """Lay out a snapshot."""
        kinds = tuple(Kinds.of(facet, columns, policy) for facet in FACETS)
        layout = Layout.of(columns, PerFacet._make(each.numbers for each in kinds), policy)
        return cls(columns, policy, kinds, layout, read_only(np.zeros(len(columns), dtype=np.bool_)))

    @classmethod
    def open(cls, folder: Path, policy: Policy = STANDARD) -> "Index":
        """The snapshot saved in a folder, its columns memory-mapped; laid out anew for the policy."""
        return cls.of(open_columns(folder), policy)

    def save(self, folder: Path) -> None:
        """Write the snapshot into a folder, which is made if need be."""
        save_columns(self.columns, folder)

    def without(self, gone: Bools) -> "Index":
        """The same layout where these rows, and no others, do not count any more."""
        return replace(self, gone=read_only(gone))

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def counted(self) -> Ints:
        """The rows that count, ascending."""
        return np.flatnonzero(~self.gone).astype(np.int32)

    def best(self, candidates: Iterable[Candidate], k: int) -> Iterator[Best]:
        """The best `k` openings for each candidate, in their order."""
        from matcher.index.search import best  # noqa: PLC0415  loads numba

        grades, least = Grades.of(self.policy), min(k, len(self))
        for candidate, facets in self._compared(candidates):
            points = PerFacet._make(said.points() for said in facets)
            ground = facets[0].ground()
            person = Person.of(candidate, self.columns, self.policy)
            _, by_work, by_place = self._day(candidate)
            scores, rows = best(
                least, self.layout, by_work, by_place, self.gone, points, ground, person, grades
            )
            yield Best(rows, scores)

    def census(self, candidates: Iterable[Candidate]) -> Iterator[Census]:
        """What became of all openings for each candidate; looks at every pair."""
        from matcher.index.search import census  # noqa: PLC0415  loads numba

        grades, last = Grades.of(self.policy), REFUSALS.index(Refusal.NO_COMMON_GROUND)
        for candidate, facets in self._compared(candidates):
            refusals = PerFacet._make(said.refusals() for said in facets)
            ground = facets[0].ground()
            person = Person.of(candidate, self.columns, self.policy)
            closed = self._day(candidate).closed
            *counts, eligible = census(
                self.layout, closed, self.gone, refusals, ground, person, grades, last
            ).tolist()
            refused = {code: count for code, count in zip(REFUSALS, counts, strict=True) if count}
            yield Census(eligible, refused)

    def _compared(self, candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, tuple[Said, ...]]]:
        """Each candidate with what each facet says; several are compared with the kinds at a time."""
        rest = iter(candidates)
        while people := list(islice(rest, PEOPLE_AT_ONCE)):
            said = (kinds.answer(people, self.policy) for kinds in self.kinds)
            yield from zip(people, zip(*said, strict=True), strict=True)

    def _day(self, candidate: Candidate) -> Day:
        """The candidate's day; rows that are gone are still among those that are open."""
        day = self._days.get(candidate.as_of)
        if day is None:
            closed = closed_on(Candidates.of([candidate]), self.columns, self.policy)
            work, place, *_ = self.kinds
            by_place = Order.of(self.layout.facts[closed == NOT_REFUSED], "place", len(place))
            day = Day(read_only(closed), Order.of(by_place.facts, "work", len(work)), by_place)
            self._days.clear()  # one day at a time
            self._days[candidate.as_of] = day
        return day
