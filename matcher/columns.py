"""Openings as columns: one array per fact, in the order of their natural keys.

What many openings share (a place, an occupation, a requirement of majors or licences) is kept once and
pointed to by number, so that a person is compared with each distinct value once and not with each opening.
The order lets ties fall by natural key and makes rankings independent of the order of the input.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from hashlib import blake2b
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import MISSING, Array, Bools, Distinct, Ints, Lists, Texts, Vectors
from matcher.batches import batched
from matcher.law.certificates import certificates_demanded
from matcher.law.minors import closed_to_minors
from matcher.records import Opening, Student
from matcher.reference.education import rank
from matcher.text.skills import skill_weight
from matcher.vocabulary import Demand, OpeningStatus

STATUSES = tuple(OpeningStatus)
DEMANDS = tuple(Demand)
AT_ONCE = 5_000  # records turned into columns at a time, when there are many

Study = tuple[frozenset[str], frozenset[str]]  # majors and fields
Groups = frozenset[frozenset[str]]  # of certificates: one of each group


@dataclass(frozen=True, eq=False)
class Columns:
    """The openings of one snapshot, sorted by natural key; every array has one entry per opening."""

    keys: Texts  # natural keys, then references: ascending
    refs: Texts
    digests: NDArray[np.uint64]  # of everything that is known of an opening
    status: Ints  # number in STATUSES
    published: Ints  # day as a proleptic ordinal; 0 where unknown
    valid_to: Ints  # last valid day as a proleptic ordinal
    left: Ints  # places not filled yet
    internship: Bools  # 见习, which is not employment
    education_rank: Ints  # of the level asked for; 0 where any will do, MISSING where nothing is said
    experience_months: Ints  # asked for; MISSING where nothing is said
    wage_low: Ints  # CNY a month; MISSING where unknown
    wage_high: Ints
    minimum_age: Ints  # that the posting itself asks for; 0 where none
    closed_to_minors: Bools  # hazards declared, or closed to 16- and 17-year-olds by what it is
    lodging: Ints  # 1 with, 0 without, MISSING where unknown
    demands: Ints  # declared demands as a bit mask over DEMANDS
    place: Distinct[str | None]  # division codes
    occupation: Distinct[str | None]  # occupation codes
    occupation_percent: Ints  # how sure the occupation code is
    study: Distinct[Study]  # asked for
    demanded_certificates: Distinct[Groups]  # what the law demands: of each group, one certificate
    wanted: Lists  # skills, and certificates as skills on paper
    wanted_weight: Ints  # summed weight of all that is wanted; 0 where nothing is named
    duties: Vectors  # what work the words on the duties tell of
    openings: tuple[Opening, ...] = field(default=(), repr=False)  # the records, where they are at hand

    @classmethod
    def of(cls, openings: Iterable[Opening]) -> Self:
        """Columns of the openings, whatever order they come in; keeps the records."""
        records = tuple(sorted(openings, key=lambda opening: (opening.key, opening.ref)))
        return cls(**_columns_of(records), openings=records)

    @classmethod
    def in_parts(cls, openings: Iterable[Opening]) -> Self:
        """The same without the records: for many openings that stream in and need not be held at once."""
        parts = [cls(**_columns_of(part)) for part in batched(openings, AT_ONCE)] or [cls.of(())]
        return cls.joined(parts)

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """All rows of the parts, in the order of their keys."""
        columns: dict[str, Any] = {
            name: (
                np.concatenate(values)
                if isinstance(values[0], np.ndarray)
                else type(values[0]).joined(values)
            )
            for name in COLUMNS
            for values in [[getattr(part, name) for part in parts]]
        }
        keys, refs = columns["keys"], columns["refs"]
        order = sorted(range(len(keys)), key=lambda row: (keys[row], refs[row]))
        return cls(**columns).take(np.array(order, dtype=np.int64))

    def take(self, rows: Array) -> Self:
        """Some of the rows, in the order given."""
        return type(self)(**{name: _take(getattr(self, name), rows) for name in COLUMNS})

    def __len__(self) -> int:
        return len(self.status)

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits over everything that the matcher knows of these openings."""
        return blake2b(self.digests.tobytes(), digest_size=8).hexdigest()


COLUMNS = tuple(column.name for column in fields(Columns) if column.name != "openings")


def wanted_skills(opening: Opening) -> frozenset[str]:
    """What an opening wants a person to bring: skills, and certificates as skills on paper."""
    return opening.skills | opening.certificates


def demand_mask(demands: Iterable[Demand]) -> int:
    """Demands, or limits, as bits over DEMANDS."""
    return sum(1 << DEMANDS.index(demand) for demand in frozenset(demands))


def truth(fact: bool | None) -> int:
    """A fact that may be unknown, as a number: 1, 0 or MISSING."""
    return MISSING if fact is None else int(fact)


def digest(record: Opening | Student) -> int:
    """64 bits over all that a record says, the same in every run."""
    facts = [getattr(record, name) for name in record.__slots__]
    told = json.dumps(facts, default=_plain).encode()
    return int.from_bytes(blake2b(told, digest_size=8).digest())


def _plain(value: object) -> object:
    """What JSON has no word for: sets as sorted lists, dates as text."""
    return sorted(value) if isinstance(value, frozenset) else str(value)


def _take(column: Any, rows: Array) -> Any:
    return column[rows] if isinstance(column, np.ndarray) else column.take(rows)


def _columns_of(openings: Sequence[Opening]) -> dict[str, Any]:
    def ints(fact: Callable[[Opening], int]) -> Ints:
        return np.fromiter((fact(opening) for opening in openings), np.int32, len(openings))

    def known(fact: Callable[[Opening], int | None]) -> Ints:
        return ints(lambda opening: MISSING if (value := fact(opening)) is None else value)

    def bools(fact: Callable[[Opening], bool]) -> Bools:
        return np.fromiter((fact(opening) for opening in openings), np.bool_, len(openings))

    wanted = Lists.of(sorted(wanted_skills(opening)) for opening in openings)
    weights = np.array([skill_weight(name) for name in wanted.names], dtype=np.int32)
    return {
        "keys": Texts.of(opening.key for opening in openings),
        "refs": Texts.of(opening.ref for opening in openings),
        "digests": np.array([digest(opening) for opening in openings], dtype=np.uint64),
        "status": ints(lambda opening: STATUSES.index(opening.status)),
        "published": ints(lambda opening: opening.published.toordinal() if opening.published else 0),
        "valid_to": ints(lambda opening: opening.valid_to.toordinal()),
        "left": ints(lambda opening: opening.headcount - opening.filled),
        "internship": bools(lambda opening: opening.internship),
        "education_rank": known(
            lambda opening: None if opening.education is None else rank(opening.education)
        ),
        "experience_months": known(lambda opening: opening.experience_months),
        "wage_low": known(lambda opening: opening.wage_low),
        "wage_high": known(lambda opening: opening.wage_high),
        "minimum_age": ints(lambda opening: opening.minimum_age or 0),
        "closed_to_minors": bools(
            lambda opening: (
                bool(opening.hazards)
                or closed_to_minors(opening.title, opening.occupation, opening.skills) is not None
            )
        ),
        "lodging": ints(lambda opening: truth(opening.lodging)),
        "demands": ints(lambda opening: demand_mask(opening.demands)),
        "place": Distinct.of(opening.place for opening in openings),
        "occupation": Distinct.of(opening.occupation for opening in openings),
        "occupation_percent": ints(lambda opening: round(100 * opening.occupation_confidence)),
        "study": Distinct.of((opening.majors, opening.fields) for opening in openings),
        "demanded_certificates": Distinct.of(
            certificates_demanded(opening.title, opening.occupation) for opening in openings
        ),
        "wanted": wanted,
        "wanted_weight": wanted.sums(weights[wanted.numbers]),
        "duties": Vectors.of(opening.duties for opening in openings),
    }
