"""The plan's problem as arrays: who stands on which list with what score, and where places run out.

Students and openings are numbers, in the order of their natural keys, so that the same district gives the
same plan whatever order it comes in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from matcher.policy import FULL_SCORE
from matcher.ranking import Best

Numbers = NDArray[np.int64]

NOBODY = -1  # an opening or a cap that nothing bounds together with others; a student without a place


class Objective(NamedTuple):
    """What a plan is worth. The first counts before the second, and the second before the third."""

    placed: int
    priority: int  # sum over those placed
    score: int  # hundredths, sum over those placed


@dataclass(frozen=True, slots=True)
class Units:
    """The three parts of an objective in one number: a unit of each is more than all below it together."""

    priority: int
    placed: int

    @classmethod
    def of(cls, priorities: Numbers) -> Self:
        """Units for students of these priorities; also differences of two objectives stay apart."""
        students, most = len(priorities), int(priorities.max(initial=0))
        priority = 2 * students * FULL_SCORE + 1
        return cls(priority, priority * (2 * students * most + 1))

    def apart(self, value: int) -> Objective:
        """The three of one number, of which none is below zero."""
        placed, rest = divmod(value, self.placed)
        return Objective(placed, *divmod(rest, self.priority))

    def difference(self, value: int) -> Objective:
        """The three of the difference of two such numbers; the lower ones may be below zero."""
        placed, rest = _nearest(value, self.placed)
        return Objective(placed, *_nearest(rest, self.priority))


@dataclass(frozen=True, slots=True)
class Network:
    """Students' priorities, and places in a forest: openings are bounded alone and, under caps, together.

    Node `number` is an opening below `len(places)`, a cap from there on.
    """

    priorities: Numbers  # shape (students,), none below zero
    places: Numbers  # shape (openings,)
    limits: Numbers  # shape (caps,)
    parents: Numbers  # shape (openings + caps,): node of the next cap that holds it, or NOBODY

    @classmethod
    def without_caps(cls, priorities: Numbers, places: Numbers) -> Self:
        """Openings that are bounded by their own places only."""
        return cls(priorities, places, np.zeros(0, np.int64), np.full(len(places), NOBODY, np.int64))

    @property
    def capacities(self) -> Numbers:
        """How many each node can take."""
        return np.concatenate([self.places, self.limits])


@dataclass(frozen=True, slots=True)
class Edges:
    """Everybody's list, one behind the other, each from the best opening on."""

    ends: Numbers  # shape (students + 1,): where each list begins, and the last one ends
    openings: Numbers  # shape (edges,)
    scores: Numbers  # shape (edges,), hundredths

    @classmethod
    def of(cls, lists: Sequence[Best]) -> Self:
        """The lists of all students, in their order."""
        lengths = [len(best.rows) for best in lists]
        nothing = np.zeros(0, np.int64)
        return cls(
            np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]),
            np.concatenate([nothing, *(best.rows for best in lists)]),
            np.concatenate([nothing, *(best.scores for best in lists)]),
        )

    @property
    def students(self) -> Numbers:
        """Whose list each edge is of."""
        return np.repeat(np.arange(len(self.ends) - 1), np.diff(self.ends))

    def take(self, kept: NDArray[np.bool_]) -> Self:
        """Some of the edges, of the same students."""
        ends = np.concatenate([[0], np.cumsum(kept)])[self.ends]
        return type(self)(ends, self.openings[kept], self.scores[kept])


def exact_sum(values: Numbers) -> int:
    """The sum, also where it is beyond 64 bits."""
    low = np.int64((1 << 31) - 1)
    return (int((values >> 31).sum()) << 31) + int((values & low).sum())


def _nearest(value: int, unit: int) -> tuple[int, int]:
    """How many units, and what remains, which may be below zero."""
    count = (2 * value + unit) // (2 * unit)
    return count, value - count * unit
