"""Students on a day as columns, so that many people are compared with many openings at once.

Single facts stand as arrays of shape (people, 1): against an array of shape (openings,) numpy spreads them
over all pairs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

import numpy as np

from matcher.arrays import MISSING, Bools, Distinct, Ints
from matcher.candidate import Candidate
from matcher.columns import Study, demand_mask, truth
from matcher.vocabulary import StudentState


@dataclass(frozen=True, eq=False)
class Candidates:
    """Several candidates, all on the same day; facts are worked out when a criterion asks for them."""

    each: tuple[Candidate, ...] = field(repr=False)

    @classmethod
    def of(cls, candidates: Iterable[Candidate]) -> Self:
        """Columns of the candidates, in their order."""
        return cls(tuple(candidates))

    def __len__(self) -> int:
        return len(self.each)

    @property
    def day(self) -> int:
        """The day as a proleptic ordinal."""
        return self.each[0].as_of.toordinal()

    @cached_property
    def age(self) -> Ints:
        """Completed years."""
        return self._ints([candidate.age for candidate in self.each])

    @cached_property
    def state(self) -> Distinct[StudentState | None]:
        """Where they stand."""
        return Distinct.of(candidate.student.state for candidate in self.each)

    @cached_property
    def education_rank(self) -> Ints:
        """For work; MISSING where unknown."""
        return self._known([candidate.education_rank for candidate in self.each])

    @cached_property
    def internship_rank(self) -> Ints:
        """For internships; MISSING where unknown."""
        return self._known([candidate.internship_rank for candidate in self.each])

    @cached_property
    def internships_only(self) -> Bools:
        """Whether only internships may be proposed."""
        return self._bools([candidate.internships_only for candidate in self.each])

    @cached_property
    def experience_months(self) -> Ints:
        """Months told; 0 where nothing is."""
        return self._ints([candidate.student.experience_months or 0 for candidate in self.each])

    @cached_property
    def wage_floor(self) -> Ints:
        """CNY a month; MISSING where unknown."""
        return self._known([candidate.student.wage_floor for candidate in self.each])

    @cached_property
    def limits(self) -> Ints:
        """What health does not allow, as a bit mask over DEMANDS."""
        return self._ints([demand_mask(candidate.student.limits) for candidate in self.each])

    @cached_property
    def certificates(self) -> Distinct[frozenset[str]]:
        """With everything that they include."""
        return Distinct.of(candidate.certificates for candidate in self.each)

    @cached_property
    def home(self) -> Distinct[str | None]:
        """Division codes."""
        return Distinct.of(candidate.student.home for candidate in self.each)

    @cached_property
    def wished_places(self) -> Distinct[frozenset[str]]:
        """Division codes."""
        return Distinct.of(candidate.student.wished_places for candidate in self.each)

    @cached_property
    def names_places(self) -> Bools:
        """Whether any place is wished."""
        return self._bools([bool(candidate.student.wished_places) for candidate in self.each])

    @cached_property
    def needs_dormitory(self) -> Ints:
        """1, 0 or MISSING."""
        return self._ints([truth(candidate.student.needs_dormitory) for candidate in self.each])

    @cached_property
    def may_relocate(self) -> Ints:
        """1, 0 or MISSING."""
        return self._ints([truth(candidate.student.may_relocate) for candidate in self.each])

    @cached_property
    def wished_occupations(self) -> Distinct[frozenset[str]]:
        """Occupation codes."""
        return Distinct.of(candidate.student.wished_occupations for candidate in self.each)

    @cached_property
    def study(self) -> Distinct[Study]:
        """Majors and fields."""
        return Distinct.of((candidate.student.majors, candidate.student.fields) for candidate in self.each)

    def _bools(self, values: Sequence[bool]) -> Bools:
        return np.array(values, dtype=np.bool_).reshape(-1, 1)

    def _ints(self, values: Sequence[int]) -> Ints:
        return np.array(values, dtype=np.int32).reshape(-1, 1)

    def _known(self, values: Sequence[int | None]) -> Ints:
        return self._ints([MISSING if value is None else value for value in values])
