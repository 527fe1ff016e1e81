"""What the invented openings and students have in common: words, codes, and how often each of them comes.

Occupations, places, majors, skills and certificates are those of the reference tables. How often they come
follows Zipf's law, as it does in real postings: a few words stand in a third of them, most in hardly any.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.reference.divisions import COUNTY, all_divisions
from matcher.reference.majors import fields, majors
from matcher.reference.occupations import is_within, occupations
from matcher.reference.skills import skills
from matcher.text.certificates import certificates
from matcher.text.profiles import TextProfile
from scripts.bench.workload.profiles import invent_profiles
from scripts.bench.workload.zipf import Shares, zipf

Numbers = NDArray[np.int32]

TODAY = date(2026, 9, 1)
SKILLS, CERTIFICATES, OCCUPATIONS, PLACES = 1_900, 100, 400, 100
FEWEST_SKILLS, MOST_SKILLS = 4, 8  # of one person or opening
CORE = 12  # skills that are usual in an occupation
OF_CORE = 0.7  # share of the skills that come from there
DRAWN = 2 * MOST_SKILLS  # so that enough are left when the repeated ones are gone
FIRST_PLACE = "320000"  # counties from here on: those of Jiangsu, and some of Zhejiang
LONGEST_NAME = 8


class Course(NamedTuple):
    """A field of study and one of its majors."""

    field: str
    major: str


class Drawn(NamedTuple):
    """Skills of many people or openings: of each row, the numbers where `kept`, all different."""

    numbers: Numbers  # shape (rows, DRAWN)
    kept: NDArray[np.bool_]  # the same shape


@dataclass(frozen=True)
class World:
    """One seed's choice among the reference tables."""

    seed: int
    skills: tuple[str, ...]  # the commonest first
    certificates: tuple[str, ...]
    occupations: tuple[str, ...]  # codes
    courses: tuple[tuple[Course, ...], ...]  # per occupation, those that lead to it
    core: Numbers  # shape (OCCUPATIONS, CORE): numbers of skills, the most usual first
    wages: Numbers  # shape (OCCUPATIONS,): CNY a month
    places: tuple[str, ...]  # division codes
    occupation_shares: Shares
    place_shares: Shares

    @classmethod
    def of(cls, seed: int) -> "World":
        """Choose; the same seed gives the same world."""
        random = np.random.default_rng(seed)
        codes = [code for code, each in occupations().items() if each.level == 4 and _courses(code)]
        chosen = sorted(_some(codes, OCCUPATIONS, random))
        places = [each.code for each in all_divisions() if each.level == COUNTY and each.code > FIRST_PLACE]
        return cls(
            seed=seed,
            skills=_skills(random),
            certificates=_some(sorted(certificates()), CERTIFICATES, random),
            occupations=tuple(chosen),
            courses=tuple(_courses(code) for code in chosen),
            core=np.array(
                [random.choice(SKILLS, CORE, replace=False, p=zipf(SKILLS)) for _ in chosen], np.int32
            ),
            wages=(random.lognormal(8.6, 0.25, OCCUPATIONS) // 500 * 500).astype(np.int32),
            places=tuple(places[:PLACES]),
            occupation_shares=random.permutation(zipf(OCCUPATIONS, 0.8)),
            place_shares=random.permutation(zipf(PLACES, 0.6)),
        )

    def draw_skills(self, occupation: Numbers, random: np.random.Generator) -> Drawn:
        """Four to eight different skills for each occupation: most of its core, some from anywhere."""
        shape = (len(occupation), DRAWN)
        usual = self.core[occupation[:, None], _choice(self._core_steps, shape, random)]
        anywhere = _choice(self._skill_steps, shape, random)
        numbers = np.where(random.random(shape) < OF_CORE, usual, anywhere).astype(np.int32)
        fresh = np.ones(shape, dtype=np.bool_)
        for column in range(1, DRAWN):
            fresh[:, column] = (numbers[:, :column] != numbers[:, [column]]).all(axis=1)
        wanted = random.integers(FEWEST_SKILLS, MOST_SKILLS, len(occupation), endpoint=True)
        return Drawn(numbers, fresh & (fresh.cumsum(axis=1) <= wanted[:, None]))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Whatever an opening may want: skills, and behind them certificates as skills on paper."""
        return self.skills + self.certificates

    @cached_property
    def texts(self) -> tuple[TextProfile, ...]:
        """What words on duties or on experience tell of; OF_AN_OCCUPATION of each occupation together."""
        return invent_profiles(len(self.occupations), self.seed)

    @cached_property
    def _core_steps(self) -> Shares:
        return zipf(CORE, 0.5).cumsum()

    @cached_property
    def _skill_steps(self) -> Shares:
        return zipf(SKILLS).cumsum()


def _choice(steps: Shares, shape: tuple[int, ...], random: np.random.Generator) -> Numbers:
    found = np.searchsorted(steps, random.random(shape), side="right")
    return np.minimum(found, len(steps) - 1).astype(np.int32)


def _some(values: list[str], count: int, random: np.random.Generator) -> tuple[str, ...]:
    return tuple(values[number] for number in random.choice(len(values), count, replace=False))


def _skills(random: np.random.Generator) -> tuple[str, ...]:
    """The vocabulary, and behind it names of majors, as the rarer words that no table of skills knows."""
    rare = {each.name: None for each in majors().values() if len(each.name) <= LONGEST_NAME}
    known, others = list(skills()), [name for name in rare if name not in skills()]
    return (*_some(known, len(known), random), *_some(others, SKILLS - len(known), random))


def _courses(occupation: str) -> tuple[Course, ...]:
    return tuple(
        Course(field.id, major)
        for field in fields().values()
        if any(is_within(occupation, prefix) for prefix in field.primary) and (major := _a_major(field.id))
    )


@cache
def _a_major(field: str) -> str | None:
    return next((each.code for each in majors().values() if each.field == field), None)
