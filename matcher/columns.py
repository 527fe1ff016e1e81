"""Openings as columns: one numpy array per fact, in the order of their natural keys.

What many openings share (a place, an occupation, a requirement of majors or licences) is kept once and
pointed to by number, so that a student is compared with each distinct value once and not with each opening.
The order lets ties fall by natural key and makes rankings independent of the order of the input.
"""

import json
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.law.certificates import certificates_demanded
from matcher.law.minors import closed_to_minors
from matcher.records import Opening, Student
from matcher.reference.education import rank
from matcher.text.skills import skill_weight
from matcher.vocabulary import Demand, OpeningStatus

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
Value = TypeVar("Value", bound=Hashable)

MISSING = -1
STATUSES = tuple(OpeningStatus)
DEMANDS = tuple(Demand)


@dataclass(frozen=True)
class Distinct(Generic[Value]):
    """Distinct values in order of first appearance, and per opening the number of its own."""

    values: tuple[Value, ...]
    numbers: Ints  # shape (openings,)

    @classmethod
    def of(cls, values: Iterable[Value]) -> "Distinct[Value]":
        """Number the values."""
        known: dict[Value, int] = {}
        numbers = [known.setdefault(value, len(known)) for value in values]
        return cls(tuple(known), np.array(numbers, dtype=np.int32))

    def spread(self, per_value: Sequence[bool]) -> Bools:
        """One answer per distinct value → one per opening."""
        return np.array(per_value, dtype=np.bool_)[self.numbers]


@dataclass(frozen=True)
class Columns:
    """The openings of one snapshot, sorted by natural key."""

    openings: tuple[Opening, ...]

    @classmethod
    def of(cls, openings: Iterable[Opening]) -> "Columns":
        """Columns of the openings, whatever order they come in."""
        return cls(tuple(sorted(openings, key=lambda opening: (opening.key, opening.ref))))

    def __len__(self) -> int:
        return len(self.openings)

    @cached_property
    def status(self) -> Ints:
        """Number of the status in STATUSES."""
        return self._ints(STATUSES.index(opening.status) for opening in self.openings)

    @cached_property
    def published(self) -> Ints:
        """Day of publication as a proleptic ordinal; 0 where unknown."""
        return self._ints(
            0 if day is None else day.toordinal() for day in (o.published for o in self.openings)
        )

    @cached_property
    def valid_to(self) -> Ints:
        """Last valid day as a proleptic ordinal."""
        return self._ints(opening.valid_to.toordinal() for opening in self.openings)

    @cached_property
    def left(self) -> Ints:
        """Places not filled yet."""
        return self._ints(opening.headcount - opening.filled for opening in self.openings)

    @cached_property
    def internship(self) -> Bools:
        """Whether it is an internship (见习), which is not employment."""
        return self._bools(opening.internship for opening in self.openings)

    @cached_property
    def education_rank(self) -> Ints:
        """Rank of the level asked for; 0 where any will do, MISSING where nothing is said."""
        return self._ints(
            MISSING if opening.education is None else rank(opening.education) for opening in self.openings
        )

    @cached_property
    def experience_months(self) -> Ints:
        """Months of experience asked for; MISSING where nothing is said."""
        return self._counts(opening.experience_months for opening in self.openings)

    @cached_property
    def wage_low(self) -> Ints:
        """Lower end of the wage, CNY a month; MISSING where unknown."""
        return self._counts(opening.wage_low for opening in self.openings)

    @cached_property
    def wage_high(self) -> Ints:
        """Upper end of the wage, CNY a month; MISSING where unknown."""
        return self._counts(opening.wage_high for opening in self.openings)

    @cached_property
    def minimum_age(self) -> Ints:
        """Age that the posting itself asks for; 0 where none."""
        return self._ints(opening.minimum_age or 0 for opening in self.openings)

    @cached_property
    def closed_to_minors(self) -> Bools:
        """Work with declared hazards, or that the law closes to 16- and 17-year-olds by what it is."""
        return self._bools(
            bool(opening.hazards)
            or closed_to_minors(opening.title, opening.occupation, opening.skills) is not None
            for opening in self.openings
        )

    @cached_property
    def lodging(self) -> Ints:
        """1 with lodging, 0 without, MISSING where unknown."""
        return self._counts(None if o.lodging is None else int(o.lodging) for o in self.openings)

    @cached_property
    def demands(self) -> Ints:
        """Declared demands as a bit mask over DEMANDS."""
        return self._ints(demand_mask(opening.demands) for opening in self.openings)

    @cached_property
    def place(self) -> Distinct[str | None]:
        """Division codes."""
        return Distinct.of(opening.place for opening in self.openings)

    @cached_property
    def occupation(self) -> Distinct[str | None]:
        """Occupation codes."""
        return Distinct.of(opening.occupation for opening in self.openings)

    @cached_property
    def occupation_percent(self) -> Ints:
        """How sure the occupation code is, in whole per cent."""
        return self._ints(round(100 * opening.occupation_confidence) for opening in self.openings)

    @cached_property
    def study(self) -> Distinct[tuple[frozenset[str], frozenset[str]]]:
        """Majors and fields asked for."""
        return Distinct.of((opening.majors, opening.fields) for opening in self.openings)

    @cached_property
    def demanded_certificates(self) -> Distinct[frozenset[frozenset[str]]]:
        """What the law demands for this work: of each group, one certificate."""
        return Distinct.of(certificates_demanded(o.title, o.occupation) for o in self.openings)

    @cached_property
    def skill_numbers(self) -> dict[str, int]:
        """Wanted skills and certificates → their number in the postings."""
        wanted = sorted(set().union(*(wanted_skills(opening) for opening in self.openings)))
        return {skill: number for number, skill in enumerate(wanted)}

    @cached_property
    def skill_postings(self) -> tuple[Ints, ...]:
        """Per skill number, the openings that want it."""
        postings: list[list[int]] = [[] for _ in self.skill_numbers]
        for row, opening in enumerate(self.openings):
            for skill in wanted_skills(opening):
                postings[self.skill_numbers[skill]].append(row)
        return tuple(self._ints(rows) for rows in postings)

    @cached_property
    def wanted_weight(self) -> Ints:
        """Summed weight of everything that an opening wants; 0 where it names nothing."""
        return self._ints(
            sum(skill_weight(skill) for skill in wanted_skills(opening)) for opening in self.openings
        )

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits over everything that the matcher knows of these openings."""
        return fingerprint(self.openings)

    @staticmethod
    def _ints(values: Iterable[int]) -> Ints:
        return np.fromiter(values, dtype=np.int32)

    @staticmethod
    def _bools(values: Iterable[bool]) -> Bools:
        return np.fromiter(values, dtype=np.bool_)

    def _counts(self, values: Iterable[int | None]) -> Ints:
        return self._ints(MISSING if value is None else value for value in values)


def wanted_skills(opening: Opening) -> frozenset[str]:
    """What an opening wants a person to bring: skills, and certificates as skills on paper."""
    return opening.skills | opening.certificates


def demand_mask(demands: Iterable[Demand]) -> int:
    """Demands, or limits, as bits over DEMANDS."""
    return sum(1 << DEMANDS.index(demand) for demand in frozenset(demands))


def fingerprint(records: Iterable[Opening] | Iterable[Student]) -> str:
    """Sixteen hexadecimal digits over all that the records say, the same in every run."""
    digest = blake2b(digest_size=8)
    for record in records:
        facts = [getattr(record, name) for name in record.__slots__]
        digest.update(json.dumps(facts, default=_plain).encode())
    return digest.hexdigest()


def _plain(value: object) -> object:
    """What JSON has no word for: sets as sorted lists, dates as text."""
    return sorted(value) if isinstance(value, frozenset) else str(value)
