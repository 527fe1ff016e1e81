"""What the compiled loops are given: openings laid out for searching, and one person's side of it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Array, Ints, spans
from matcher.candidate import Candidate
from matcher.columns import Columns
from matcher.common_ground import telling_weights, told_of_anything
from matcher.criteria.duties import likeness_limits
from matcher.criteria.skills import held_weights, weights_beside_duties
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
    duties_ends: NDArray[np.int64]  # the first 0
    duties: NDArray[np.uint16]  # numbers of the features of the duties
    duties_weights: NDArray[np.uint8]

    @classmethod
    def of(cls, openings: Columns, kinds: PerKind) -> "Layout":
        """Sort the openings by the numbers of their kinds."""
        work, place, requirement, pay, left = kinds
        row = np.lexsort((place, work)).astype(np.int32)
        lengths = np.diff(openings.wanted.ends)[row]
        features = np.diff(openings.duties.ends)[row]
        places = spans(openings.duties.ends[row], features)
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
            duties_ends=_ends(features),
            duties=openings.duties.numbers[places],
            duties_weights=openings.duties.weights[places],
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
    held_beside_duties: Ints  # the weight where both sides tell of the work
    experience: Ints  # per feature of the duties its weight in the words on experience
    tells: bool  # of experience
    told: bool  # of anything that an opening could meet
    names_skills: bool

    @classmethod
    def of(cls, candidate: Candidate, openings: Columns, policy: Policy) -> "Person":
        """A candidate against the skills that are wanted and the duties that are told."""
        wanted, student = openings.wanted, candidate.student
        held = wanted.per_name(held_weights(candidate, policy))
        held += TELLING * (wanted.per_name(telling_weights(candidate, policy)) > 0)
        return cls(
            held=held,
            held_beside_duties=wanted.per_name(weights_beside_duties(candidate, policy)),
            experience=openings.duties.per_feature(*student.experience),
            tells=bool(student.experience.features),
            told=told_of_anything(candidate),
            names_skills=bool(student.skills),
        )


class Grades(NamedTuple):
    """The points for skills and for duties."""

    enough: int  # weight
    all: int
    unknown: int
    none: int
    related: int  # likeness
    close: int
    close_work: int
    unknown_work: int
    other_work: int

    @classmethod
    def of(cls, policy: Policy) -> "Grades":
        """Those of a policy."""
        points, duties = policy.points["skills"], policy.points["duties"]
        related, close = likeness_limits(policy)
        return cls(
            enough=policy.thresholds.skills_enough,
            all=points["ALL"],
            unknown=points[UNKNOWN],
            none=points["NONE"],
            related=related,
            close=close,
            close_work=duties["CLOSE"],
            unknown_work=duties[UNKNOWN],
            other_work=duties["OTHER"],
        )


def _ends(lengths: Array) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
