"""What openings have in common, so that a person is compared with each kind of it once.

An aspect is a few columns together with the criteria and rules that read nothing else of an opening, and the
traits of a person that these look at. Openings that agree in the columns get the same points and refusals,
whoever asks: so the very same criteria, run on one opening of each kind, give a table that answers for all,
and for everybody with the same traits. A facet is what several aspects say together.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import MISSING, Ints
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.common_ground import fitting_work, tells_of_work, work_elsewhere
from matcher.criteria import EDUCATION, EXPERIENCE, OPENINGS_LEFT, PLACE, STUDY, WAGE, WISHES
from matcher.criteria.base import Criterion
from matcher.eligibility import RULES, first_refusals, own_refusals
from matcher.policy import Policy
from matcher.vocabulary import Refusal

NEVER = -1_000_000  # points of what is refused: no sum with it is worth a place in a list
NOT_REFUSED = 127  # beyond every number in REFUSALS, so that the least of several is the first refusal
TABLES_KEPT = 2_000  # per aspect; the older half goes when there are more

FITS, HERE = 1, 2  # bits of `ground`: meets the study or the wishes; is not elsewhere by both


@dataclass(frozen=True)
class Aspect:
    """Criteria and rules that read the same columns of an opening, and the same traits of a person."""

    columns: tuple[str, ...]
    traits: Callable[[Candidate], Hashable]
    criteria: tuple[Criterion, ...] = ()
    refusals: tuple[Refusal, ...] = ()


Facet = tuple[Aspect, ...]


class Table(NamedTuple):
    """What an aspect says to one person: one entry per kind of opening."""

    points: Ints  # NEVER where refused
    refusals: NDArray[np.int8]  # number in REFUSALS, or NOT_REFUSED
    ground: NDArray[np.int8]  # FITS and HERE; 0 unless it is about the work


class Said(NamedTuple):
    """What a facet says to one person: each of its methods gives one entry per kind of opening."""

    tables: tuple[Table, ...]  # of its aspects
    numbers: tuple[NDArray[np.intp], ...]  # per kind of the facet, the number of its kind in each aspect

    def points(self) -> Ints:
        """What the aspects give together."""
        return reduce(np.add, (table.points[numbers] for table, numbers in zip(*self, strict=True)))

    def refusals(self) -> NDArray[np.int8]:
        """The first of the aspects' refusals."""
        return reduce(np.minimum, (table.refusals[numbers] for table, numbers in zip(*self, strict=True)))

    def ground(self) -> NDArray[np.int8]:
        """The bits that any of the aspects sets."""
        return reduce(np.bitwise_or, (table.ground[numbers] for table, numbers in zip(*self, strict=True)))


STUDIED = Aspect(
    columns=("occupation", "occupation_percent", "study"),
    traits=lambda candidate: (candidate.student.majors, candidate.student.fields),
    criteria=(STUDY,),
)
WISHED = Aspect(
    columns=("occupation", "occupation_percent"),
    traits=lambda candidate: candidate.student.wished_occupations,
    criteria=(WISHES,),
)
PLACED = Aspect(
    columns=("place", "lodging"),
    traits=lambda candidate: (
        candidate.student.home,
        candidate.student.wished_places,
        candidate.student.may_relocate,
        candidate.student.needs_dormitory,
    ),
    criteria=(PLACE,),
    refusals=(Refusal.OUT_OF_REACH,),
)
OF_AGE = Aspect(
    columns=("minimum_age", "closed_to_minors"),
    traits=lambda candidate: (candidate.age, candidate.student.state),
    refusals=(
        Refusal.UNDER_16,
        Refusal.ALREADY_PLACED,
        Refusal.NOT_SEEKING,
        Refusal.MINOR_HAZARD,
        Refusal.MINIMUM_AGE,
    ),
)
EDUCATED = Aspect(
    columns=("internship", "education_rank"),
    traits=lambda candidate: (
        candidate.education_rank,
        candidate.internship_rank,
        candidate.internships_only,
    ),
    criteria=(EDUCATION,),
    refusals=(Refusal.IN_SCHOOL, Refusal.EDUCATION_UNKNOWN, Refusal.EDUCATION_BELOW),
)
EXPERIENCED = Aspect(
    columns=("experience_months",),
    traits=lambda candidate: candidate.student.experience_months,
    criteria=(EXPERIENCE,),
    refusals=(Refusal.EXPERIENCE,),
)
CERTIFIED = Aspect(
    columns=("demanded_certificates",),
    traits=lambda candidate: candidate.certificates,
    refusals=(Refusal.CERTIFICATE,),
)
HEALTHY = Aspect(
    columns=("demands",),
    traits=lambda candidate: candidate.student.limits,
    refusals=(Refusal.HEALTH_LIMIT,),
)
PAID = Aspect(
    columns=("wage_low", "wage_high"),
    traits=lambda candidate: candidate.student.wage_floor,
    criteria=(WAGE,),
)
LEFT = Aspect(columns=("left",), traits=lambda candidate: None, criteria=(OPENINGS_LEFT,))

WORK: Facet = (STUDIED, WISHED)
REQUIREMENTS: Facet = (OF_AGE, EDUCATED, EXPERIENCED, CERTIFIED, HEALTHY)
FACETS: tuple[Facet, ...] = (WORK, (PLACED,), REQUIREMENTS, (PAID,), (LEFT,))


@dataclass(frozen=True, eq=False)
class Answers:
    """What an aspect says to everybody who was asked about so far."""

    aspect: Aspect
    kinds: Columns  # one opening of each kind that the aspect tells apart
    numbers: NDArray[np.intp]  # per opening the number of its kind
    _tables: dict[Hashable, Table] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, aspect: Aspect, openings: Columns, policy: Policy) -> "Answers":
        """Nobody was asked about yet."""
        first, numbers = told_apart(openings, aspect.columns, policy)
        return cls(aspect, openings.take(first), numbers)

    def tables(self, candidates: Sequence[Candidate], policy: Policy) -> list[Table]:
        """What the aspect says to each candidate; those alike in its traits share a table."""
        traits = [self.aspect.traits(candidate) for candidate in candidates]
        known = {trait: self._tables.get(trait) for trait in traits}  # once: other threads may forget some
        new = {
            trait: candidate
            for trait, candidate in zip(traits, candidates, strict=True)
            if known[trait] is None
        }
        if new:
            fresh = dict(zip(new, self._assess(Candidates.of(new.values()), policy), strict=True))
            known |= fresh
            if len(self._tables) + len(new) > TABLES_KEPT:
                for trait in list(self._tables)[: TABLES_KEPT // 2]:
                    self._tables.pop(trait, None)
            self._tables.update(fresh)
        return [table for trait in traits if (table := known[trait]) is not None]

    def _assess(self, people: Candidates, policy: Policy) -> list[Table]:
        criteria = self.aspect.criteria
        assessed = {criterion.name: criterion.assess(people, self.kinds, policy) for criterion in criteria}
        points = np.zeros((len(people), len(self.kinds)), dtype=np.int32)
        for assessment in assessed.values():
            points += assessment.points
        rules = [rule for rule in RULES if rule.code in self.aspect.refusals]
        refused = first_refusals(people, self.kinds, policy, rules)
        points[refused != MISSING] = NEVER
        refusals = np.where(refused == MISSING, NOT_REFUSED, refused).astype(np.int8)
        ground = np.zeros_like(refusals)
        if tells_of_work(assessed):
            ground += FITS * fitting_work(assessed) + HERE * ~work_elsewhere(assessed)
        return [Table(*rows) for rows in zip(points, refusals, ground, strict=True)]


@dataclass(frozen=True, eq=False)
class Kinds:
    """The kinds of openings that a facet tells apart, and what its aspects say of them."""

    answers: tuple[Answers, ...]  # of each aspect, about one opening of each kind

    @classmethod
    def of(cls, facet: Facet, openings: Columns, policy: Policy) -> tuple["Kinds", NDArray[np.intp]]:
        """Tell apart what any of the aspects tells apart under this policy; each opening's number."""
        columns = dict.fromkeys(name for aspect in facet for name in aspect.columns)
        first, numbers = told_apart(openings, tuple(columns), policy)
        kinds = openings.take(first)
        return cls(tuple(Answers.of(aspect, kinds, policy) for aspect in facet)), numbers

    def __len__(self) -> int:
        return len(self.answers[0].numbers)

    def answer(self, candidates: Sequence[Candidate], policy: Policy) -> Iterator[Said]:
        """What the facet says to each candidate."""
        numbers = tuple(answers.numbers for answers in self.answers)
        tables = (answers.tables(candidates, policy) for answers in self.answers)
        return (Said(each, numbers) for each in zip(*tables, strict=True))


def told_apart(
    openings: Columns, names: Sequence[str], policy: Policy
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Kinds of openings that these columns tell apart: the first row of each, and each row's kind."""
    numbers = np.zeros(len(openings), dtype=np.intp)
    for name in names:
        values = _values(openings, name, policy)
        numbers = numbers * (int(values.max(initial=0)) + 1) + values
        numbers = np.unique(numbers, return_inverse=True)[1]
    first = np.unique(numbers, return_index=True)[1]
    return first, numbers


def _values(openings: Columns, name: str, policy: Policy) -> NDArray[np.intp]:
    """A column as numbers from 0, equal where the criteria under this policy cannot tell values apart."""
    column = getattr(openings, name)
    values = column if isinstance(column, np.ndarray) else column.numbers
    if name == "occupation_percent":
        limits = policy.thresholds
        marks = sorted((limits.occupation_confidence_percent, limits.occupation_sure_percent))
        values = np.searchsorted(marks, values, side="right")
    return np.unique(values, return_inverse=True)[1]


def closed_on(day: date, openings: Columns) -> NDArray[np.int8]:
    """Per opening why nobody is sent there on that day: a number in REFUSALS, or NOT_REFUSED."""
    refused = own_refusals(openings, day)
    return np.where(refused == MISSING, NOT_REFUSED, refused).astype(np.int8)
