"""What openings have in common, so that a person is compared with each kind of it once.

A facet is a handful of columns together with the criteria and rules that read nothing else of an opening.
Openings that agree in these columns get the same points and refusals from them, whoever asks: so the very
same criteria, run on one opening of each kind, give a table that answers for all.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import MISSING, Ints
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.common_ground import fitting_work, work_elsewhere
from matcher.criteria import EDUCATION, EXPERIENCE, OPENINGS_LEFT, PLACE, STUDY, WAGE, WISHES
from matcher.criteria.base import Criterion
from matcher.eligibility import RULES, first_refusals
from matcher.policy import Policy
from matcher.vocabulary import Refusal

NEVER = -1_000_000  # points of what is refused: no sum with it is worth a place in a list
GONE = -1  # stands where a number in REFUSALS would, for openings that are there no more
NOT_REFUSED = 127  # beyond every number in REFUSALS, so that the least of several is the first refusal
TABLES_KEPT = 2_000  # per facet; the older half goes when there are more

FITS, ELSEWHERE = 1, 2  # bits of `ground`


@dataclass(frozen=True)
class Facet:
    """Criteria and rules that read the same columns of an opening, and the same traits of a person."""

    columns: tuple[str, ...]
    traits: Callable[[Candidate], Hashable]
    criteria: tuple[Criterion, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class Table(NamedTuple):
    """What a facet says to one person: one entry per kind of opening."""

    points: Ints  # NEVER where refused
    refusals: NDArray[np.int8]  # number in REFUSALS, or NOT_REFUSED
    ground: NDArray[np.int8]  # FITS and ELSEWHERE; 0 unless the facet is the work


WORK = Facet(
    columns=("occupation", "occupation_percent", "study"),
    traits=lambda candidate: (
        candidate.student.majors,
        candidate.student.fields,
        candidate.student.wished_occupations,
    ),
    criteria=(STUDY, WISHES),
)
PLACES = Facet(
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
REQUIREMENTS = Facet(
    columns=(
        "internship",
        "education_rank",
        "experience_months",
        "demanded_certificates",
        "demands",
        "minimum_age",
        "closed_to_minors",
    ),
    traits=lambda candidate: (
        candidate.age,
        candidate.student.state,
        candidate.education_rank,
        candidate.internship_rank,
        candidate.internships_only,
        candidate.student.experience_months,
        candidate.certificates,
        candidate.student.limits,
    ),
    criteria=(EDUCATION, EXPERIENCE),
    refusals=(
        Refusal.UNDER_16,
        Refusal.ALREADY_PLACED,
        Refusal.NOT_SEEKING,
        Refusal.MINOR_HAZARD,
        Refusal.MINIMUM_AGE,
        Refusal.IN_SCHOOL,
        Refusal.EDUCATION_UNKNOWN,
        Refusal.EDUCATION_BELOW,
        Refusal.EXPERIENCE,
        Refusal.CERTIFICATE,
        Refusal.HEALTH_LIMIT,
    ),
)
PAY = Facet(
    columns=("wage_low", "wage_high"),
    traits=lambda candidate: candidate.student.wage_floor,
    criteria=(WAGE,),
)
PLACES_LEFT = Facet(columns=("left",), traits=lambda candidate: None, criteria=(OPENINGS_LEFT,))

FACETS = (WORK, PLACES, REQUIREMENTS, PAY, PLACES_LEFT)

# What depends on the day and on nothing of the person: asked once a day, of every opening.
OF_THE_DAY = (
    Refusal.OPENING_CLOSED,
    Refusal.OPENING_WAITING,
    Refusal.OPENING_EXPIRED,
    Refusal.OPENING_NOT_YET,
    Refusal.OPENING_FULL,
)


@dataclass(frozen=True, eq=False)
class Kinds:
    """The kinds of openings that a facet tells apart, and the tables worked out so far."""

    facet: Facet
    kinds: Columns  # one opening of each kind
    numbers: Ints  # per opening the number of its kind
    _tables: dict[Hashable, Table] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, facet: Facet, openings: Columns, policy: Policy) -> "Kinds":
        """Tell apart what the facet's columns tell apart under this policy."""
        number = np.zeros(len(openings), dtype=np.int64)
        for name in facet.columns:
            values = told_apart(openings, name, policy)
            number = number * (int(values.max(initial=0)) + 1) + values
            number = np.unique(number, return_inverse=True)[1]
        _, first, numbers = np.unique(number, return_index=True, return_inverse=True)
        return cls(facet, openings.take(first), numbers.astype(np.int32))

    def tables(self, candidates: Sequence[Candidate], policy: Policy) -> list[Table]:
        """What the facet says to each candidate; those alike in its traits share a table."""
        traits = [self.facet.traits(candidate) for candidate in candidates]
        new = {
            trait: candidate
            for trait, candidate in zip(traits, candidates, strict=True)
            if trait not in self._tables
        }
        known = {trait: self._tables[trait] for trait in traits if trait not in new}
        if new:
            known |= zip(new, self._assess(Candidates.of(new.values()), policy), strict=True)
            if len(self._tables) + len(new) > TABLES_KEPT:
                for trait in list(self._tables)[: TABLES_KEPT // 2]:
                    del self._tables[trait]
            self._tables.update((trait, known[trait]) for trait in new)
        return [known[trait] for trait in traits]

    def _assess(self, people: Candidates, policy: Policy) -> list[Table]:
        assessed = {
            criterion.name: criterion.assess(people, self.kinds, policy) for criterion in self.facet.criteria
        }
        points = np.add.reduce([each.points for each in assessed.values()])
        rules = [rule for rule in RULES if rule.code in self.facet.refusals]
        refused = first_refusals(people, self.kinds, policy, rules)
        points[refused != MISSING] = NEVER
        refusals = np.where(refused == MISSING, NOT_REFUSED, refused).astype(np.int8)
        ground = np.zeros_like(refusals)
        if self.facet is WORK:
            ground = (FITS * fitting_work(assessed) + ELSEWHERE * work_elsewhere(assessed)).astype(np.int8)
        return [Table(*rows) for rows in zip(points, refusals, ground, strict=True)]


def told_apart(openings: Columns, name: str, policy: Policy) -> NDArray[np.int64]:
    """A column as numbers from 0, equal where the criteria under this policy cannot tell values apart."""
    column = getattr(openings, name)
    values = column if isinstance(column, np.ndarray) else column.numbers
    if name == "occupation_percent":
        limits = policy.thresholds
        marks = sorted((limits.occupation_confidence_percent, limits.occupation_sure_percent))
        values = np.searchsorted(marks, values, side="right")
    return np.unique(values, return_inverse=True)[1]


def closed_on(day: Candidates, openings: Columns, policy: Policy) -> NDArray[np.int8]:
    """Per opening why nobody is sent there on that day: a number in REFUSALS, or NOT_REFUSED."""
    rules = [rule for rule in RULES if rule.code in OF_THE_DAY]
    refused = first_refusals(day, openings, policy, rules)[0]
    return np.where(refused == MISSING, NOT_REFUSED, refused).astype(np.int8)
