"""What the compiled loops are given: openings laid out for searching, and one person's side of it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Array, Ints, Lists, spans
from matcher.candidate import Candidate
from matcher.columns import Columns
from matcher.common_ground import telling_weights, told_of_anything
from matcher.criteria.skills import held_weights
from matcher.policy import UNKNOWN, Policy

TELLING = 1 << 16  # added to the weight of a held skill that is common ground where it is wanted


class PerKind(NamedTuple):
    """An array for each facet: kinds of openings, or points or refusals of each kind."""

    work: Array
    place: Array
    requirement: Array
    pay: Array
    left: Array


class Layout(NamedTuple):
    """Openings in the order in which they are searched: by kind of work, then of place, then by row."""

    row: Ints  # in the columns
    group_ends: NDArray[np.int64]  # of each kind of work, the first 0
    place: Ints  # number of the kind in each of the other facets
    requirement: Ints
    pay: Ints
    left: Ints
    wanted_weight: Ints
    wanted_ends: NDArray[np.int64]  # the first 0
    wanted: Ints  # numbers of the skills that are wanted

    @classmethod
    def of(cls, openings: Columns, kinds: PerKind) -> "Layout":
        """Sort the openings by the numbers of their kinds."""
        work, place, requirement, pay, left = kinds
        row = np.lexsort((place, work)).astype(np.int32)
        lengths = np.diff(openings.wanted.ends)[row]
        groups = np.bincount(work, minlength=int(work.max(initial=-1)) + 1)
        return cls(
            row=row,
            group_ends=_ends(groups),
            place=place[row],
            requirement=requirement[row],
            pay=pay[row],
            left=left[row],
            wanted_weight=openings.wanted_weight[row],
            wanted_ends=_ends(lengths),
            wanted=openings.wanted.numbers[spans(openings.wanted.ends[row], lengths)],
        ).frozen()

    def frozen(self) -> "Layout":
        """The same, not to be written to, as mapped files are: so that the loops are compiled only once."""
        arrays = [np.asarray(array)[:] for array in self]
        for array in arrays:
            array.flags.writeable = False
        return Layout._make(arrays)


class Person(NamedTuple):
    """What a person brings."""

    held: Ints  # per skill its weight with this person, plus TELLING where that is common ground
    told: bool  # of anything that an opening could meet
    names_skills: bool

    @classmethod
    def of(cls, candidate: Candidate, wanted: Lists, policy: Policy) -> "Person":
        """A candidate against the skills that are wanted."""
        held = wanted.per_name(held_weights(candidate, policy))
        held += TELLING * (wanted.per_name(telling_weights(candidate, policy)) > 0)
        return cls(held, told_of_anything(candidate), bool(candidate.student.skills))


class Grades(NamedTuple):
    """The points for skills."""

    enough: int  # weight
    all: int
    unknown: int
    none: int

    @classmethod
    def of(cls, policy: Policy) -> "Grades":
        """Those of a policy."""
        points = policy.points["skills"]
        return cls(policy.thresholds.skills_enough, points["ALL"], points[UNKNOWN], points["NONE"])


def _ends(lengths: Array) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
