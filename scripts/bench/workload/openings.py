"""Invented openings as arrays: a million of them need no million objects."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import MISSING, Distinct, Lists, Texts, Vectors
from matcher.columns import DEMANDS, STATUSES, Columns, Study
from matcher.law.certificates import certificates_demanded
from matcher.law.minors import closed_to_minors, closures
from matcher.records import Opening
from matcher.reference.education import rank
from matcher.reference.occupations import name_of
from matcher.text.profiles import NOTHING
from matcher.text.skills import skill_weight
from matcher.vocabulary import Education, Hazard, OpeningStatus
from scripts.bench.workload.profiles import OF_AN_OCCUPATION
from scripts.bench.workload.world import TODAY, Numbers, World

Random = np.random.Generator
Bools = NDArray[np.bool_]
Value = TypeVar("Value", bound=Hashable)

OPENINGS_OF_A_COMPANY = 5
SILENT = 0.05  # share that names no skill
WITH_CERTIFICATE = 0.05  # share that asks for one
STATUS_SHARES = {
    OpeningStatus.OPEN: 0.95,
    OpeningStatus.WAITING: 0.02,
    OpeningStatus.WITHDRAWN: 0.01,
    OpeningStatus.CLOSED: 0.02,
}
EDUCATION_SHARES = {
    None: 0.05,
    Education.ANY: 0.2,
    Education.MIDDLE_SCHOOL: 0.1,
    Education.HIGH_SCHOOL: 0.1,
    Education.SECONDARY_VOCATIONAL: 0.15,
    Education.COLLEGE: 0.25,
    Education.BACHELOR: 0.14,
    Education.MASTER: 0.01,
}
EXPERIENCE_SHARES = {None: 0.05, 0: 0.4, 12: 0.3, 36: 0.2, 60: 0.05}
TELLS_DUTIES = 0.7
LODGING_SHARES = {None: 0.5, False: 0.25, True: 0.25}
DEMAND_SHARES = {0: 0.85, 1: 0.05, 4: 0.05, 33: 0.05}  # masks: standing; lifting; standing at night

KEY_DIGITS = 7


@dataclass(frozen=True)
class Openings:
    """Arrays of one length, a row for each opening, in the order of their keys; MISSING is not told."""

    world: World
    trade: Numbers  # number of the true occupation, which its title names
    coded: Bools  # whether the occupation was read from the title
    percent: Numbers  # and how surely
    place: Numbers
    status: Numbers  # of STATUSES
    published: Numbers  # proleptic ordinals
    valid_to: Numbers
    headcount: Numbers
    filled: Numbers
    internship: Bools
    wage_low: Numbers
    wage_high: Numbers
    education: Numbers  # of `Education`
    study: Numbers  # of `studies`
    experience_months: Numbers
    wanted_ends: NDArray[np.int64]  # shape (rows + 1,), the first 0
    wanted_numbers: Numbers  # of `world.words`: the words of a row, one row after the other
    hazardous: Bools
    minimum_age: Numbers  # 0: none
    demands: Numbers  # masks over DEMANDS
    lodging: Numbers
    duties: Numbers  # number of a text of `world.texts`

    @classmethod
    def of(cls, world: World, count: int) -> "Openings":
        """Invent them; the same world and count give the same openings."""
        random = np.random.default_rng([world.seed, count])
        trade = _numbers(random.choice(len(world.occupations), count, p=world.occupation_shares))
        numbers, kept = world.draw_skills(trade, random)
        kept &= random.random((count, 1)) >= SILENT
        certificate = random.integers(len(world.skills), len(world.words), (count, 1), dtype=np.int32)
        numbers = np.hstack([numbers, certificate])
        kept = np.hstack([kept, random.random((count, 1)) < WITH_CERTIFICATE])
        headcount = _numbers(np.minimum(random.geometric(0.4, count), 50))
        published = TODAY.toordinal() - random.integers(-1, 90, count)
        low = np.maximum(world.wages[trade] + 500 * random.integers(-3, 4, count), 2500)
        high = low + 500 * random.integers(0, 8, count)
        unpaid = random.random(count) < 0.08  # 面议
        return cls(
            world=world,
            trade=trade,
            coded=random.random(count) < 0.95,
            percent=_numbers(random.integers(10, 100, count, endpoint=True)),
            place=_sparse(random.choice(len(world.places), count, p=world.place_shares), 0.98, random),
            status=_choice(
                {STATUSES.index(status): share for status, share in STATUS_SHARES.items()}, count, random
            ),
            published=_numbers(published),
            valid_to=_numbers(published + random.choice([30, 60, 90, 180], count)),
            headcount=headcount,
            filled=_numbers(random.binomial(headcount, 0.15)),
            internship=random.random(count) < 0.04,
            wage_low=_numbers(np.where(unpaid, MISSING, low)),
            wage_high=_sparse(np.where(unpaid, MISSING, high), 0.95, random),
            education=_choice(EDUCATION_SHARES, count, random),
            study=_numbers(
                np.where(random.random(count) < 0.4, 1 + 2 * trade + random.integers(0, 2, count), 0)
            ),
            experience_months=_choice(EXPERIENCE_SHARES, count, random),
            wanted_ends=np.concatenate([[0], np.cumsum(kept.sum(axis=1))]),
            wanted_numbers=numbers[kept],
            hazardous=random.random(count) < 0.05,
            minimum_age=_numbers(np.where(random.random(count) < 0.1, 18, 0)),
            demands=_choice(DEMAND_SHARES, count, random),
            lodging=_choice(LODGING_SHARES, count, random),
            duties=_sparse(
                OF_AN_OCCUPATION * trade + random.integers(0, OF_AN_OCCUPATION, count), TELLS_DUTIES, random
            ),
        )

    def __len__(self) -> int:
        return len(self.trade)

    @cached_property
    def studies(self) -> tuple[Study, ...]:
        """Requirements of majors: none, and for each occupation any field that leads to it, or one major."""
        found: list[Study] = [(frozenset(), frozenset())]
        for courses in self.world.courses:
            found.append((frozenset(), frozenset(course.field for course in courses)))
            found.append((frozenset([courses[0].major]), frozenset([courses[0].field])))
        return tuple(found)

    @cached_property
    def education_rank(self) -> Numbers:
        """Ranks of the levels that are asked for."""
        ranks = np.full(max(Education) + 2, MISSING, dtype=np.int32)  # the last stands for MISSING
        for level in Education:
            ranks[level] = rank(level)
        return ranks[self.education]

    def wanted(self, row: int) -> Numbers:
        """Numbers of what one opening wants: skills and certificates."""
        return self.wanted_numbers[self.wanted_ends[row] : self.wanted_ends[row + 1]]

    def columns(self) -> Columns:
        """The same openings for the matcher; in place of digests of records stand numbers by chance."""
        world, rows = self.world, np.arange(len(self))
        wanted = Lists(world.words, self.wanted_ends, self.wanted_numbers)
        weights = _numbers(np.array([skill_weight(word) for word in world.words]))
        digits = rows[:, None] // 10 ** np.arange(KEY_DIGITS)[::-1] % 10 + ord("0")
        keys = Texts(np.arange(len(self) + 1) * KEY_DIGITS, digits.astype(np.uint8).ravel())
        return Columns(
            keys=keys,
            refs=keys,
            digests=np.random.default_rng(world.seed).integers(2**64, size=len(self), dtype=np.uint64),
            status=self.status,
            published=self.published,
            valid_to=self.valid_to,
            left=self.headcount - self.filled,
            internship=self.internship,
            education_rank=self.education_rank,
            experience_months=self.experience_months,
            wage_low=self.wage_low,
            wage_high=self.wage_high,
            minimum_age=self.minimum_age,
            closed_to_minors=self._closed_to_minors(),
            lodging=self.lodging,
            demands=self.demands,
            place=_with_none(world.places, self.place),
            occupation=_with_none(world.occupations, self._occupation()),
            occupation_percent=np.where(self.coded, self.percent, 0).astype(np.int32),
            study=_shared(self.studies, self.study),
            demanded_certificates=self._per_work(certificates_demanded),
            wanted=wanted,
            wanted_weight=wanted.sums(weights[self.wanted_numbers]),
            duties=Vectors.of((*world.texts, NOTHING)).take(self.duties),  # the last stands for MISSING
        )

    def records(self) -> Iterator[Opening]:
        """The same openings as records, one after the other."""
        return map(self.record, range(len(self)))

    def record(self, row: int) -> Opening:
        """One opening as a record."""
        world = self.world
        trade = world.occupations[self.trade[row]]
        wanted = frozenset(world.words[number] for number in self.wanted(row))
        majors, fields = self.studies[self.study[row]]
        certificates = wanted.intersection(world.certificates)
        education, lodging, place = map(_told, (self.education[row], self.lodging[row], self.place[row]))
        return Opening(
            ref=_key(row),
            key=_key(row),
            company=f"{row // OPENINGS_OF_A_COMPANY:06d}",
            title=_title(trade),
            valid_to=date.fromordinal(int(self.valid_to[row])),
            published=date.fromordinal(int(self.published[row])),
            status=STATUSES[self.status[row]],
            headcount=int(self.headcount[row]),
            filled=int(self.filled[row]),
            occupation=trade if self.coded[row] else None,
            occupation_confidence=int(self.percent[row]) / 100 if self.coded[row] else 0.0,
            internship=bool(self.internship[row]),
            place=None if place is None else world.places[place],
            wage_low=_told(self.wage_low[row]),
            wage_high=_told(self.wage_high[row]),
            education=None if education is None else Education(education),
            majors=majors,
            fields=fields,
            experience_months=_told(self.experience_months[row]),
            skills=wanted - certificates,
            certificates=certificates,
            hazards=frozenset([Hazard.NOISE]) if self.hazardous[row] else None,
            minimum_age=int(self.minimum_age[row]) or None,
            demands=frozenset(demand for bit, demand in enumerate(DEMANDS) if self.demands[row] >> bit & 1),
            lodging=None if lodging is None else bool(lodging),
            duties=NOTHING if self.duties[row] == MISSING else world.texts[self.duties[row]],
        )

    def _occupation(self) -> Numbers:
        return _numbers(np.where(self.coded, self.trade, MISSING))

    def _per_work(self, function: Callable[[str, str | None], Value]) -> Distinct[Value]:
        """What is said of each opening's title and code, asked once for each of both."""
        codes = self.world.occupations
        said = [function(_title(code), code if coded else None) for code in codes for coded in (False, True)]
        return _shared(said, 2 * self.trade + self.coded)

    def _closed_to_minors(self) -> Bools:
        """By declared hazards, by the work, or by one of the skills that are wanted."""
        closed = self.hazardous | self._closed_with(frozenset())
        owner = np.repeat(np.arange(len(self)), np.diff(self.wanted_ends))
        for skill in {closure.words: None for closure in closures() if closure.kind == "skill"}:
            if skill in self.world.skills:
                wants = owner[self.wanted_numbers == self.world.skills.index(skill)]
                closed[wants] |= self._closed_with(frozenset([skill]))[wants]
        return closed

    def _closed_with(self, skills: frozenset[str]) -> Bools:
        reasons = self._per_work(lambda title, code: closed_to_minors(title, code, skills))
        return reasons.spread([reason is not None for reason in reasons.values])


def _key(row: int) -> str:
    return f"{row:0{KEY_DIGITS}d}"


def _title(occupation: str) -> str:
    return name_of(occupation) or occupation


def _numbers(values: NDArray[Any]) -> Numbers:
    return values.astype(np.int32)


def _sparse(values: NDArray[Any], told: float, random: Random) -> Numbers:
    """Of the values, the share that is told; MISSING for the others."""
    return _numbers(np.where(random.random(len(values)) < told, values, MISSING))


def _choice(shares: Mapping[Any, float], count: int, random: Random) -> Numbers:
    values = [MISSING if value is None else int(value) for value in shares]
    return _numbers(random.choice(values, count, p=list(shares.values())))


def _told(value: np.int32) -> int | None:
    return None if value == MISSING else int(value)


def _with_none(values: tuple[str, ...], numbers: Numbers) -> Distinct[str | None]:
    """Values and numbers, where MISSING is None."""
    return Distinct((None, *values), numbers + 1)


def _shared(values: Sequence[Value], numbers: NDArray[Any]) -> Distinct[Value]:
    """Values of which some may be equal, and for each row the number of its own."""
    distinct = Distinct.of(values)
    return Distinct(distinct.values, distinct.numbers[numbers])
