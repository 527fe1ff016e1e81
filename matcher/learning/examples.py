"""What is learned from: how full each bar was, and what came of it. There is no place for anything else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Bools
from matcher.policy import Policy
from matcher.results import Bar

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True, order=True)
class Example:
    """One introduction that was answered."""

    student: str  # reference; tells only which examples belong together
    shares: tuple[float, ...]  # of each criterion in force, points / of: 0 to 1
    good: bool


@dataclass(frozen=True, slots=True)
class Examples:
    """Examples as columns."""

    shares: Floats  # shape (examples, criteria)
    good: Bools  # shape (examples,)
    students: Numbers  # shape (examples,): 0 to the number of students - 1

    @classmethod
    def of(cls, examples: Iterable[Example], criteria: int) -> "Examples":
        """Sort them, so that the order in which they are read counts for nothing."""
        ordered = sorted(examples)
        _, students = np.unique([each.student for each in ordered], return_inverse=True)
        shares = np.array([each.shares for each in ordered], dtype=np.float64)
        good = np.array([each.good for each in ordered], dtype=np.bool_)
        return cls(shares.reshape(len(ordered), criteria), good, students.astype(np.intp))

    def __len__(self) -> int:
        return len(self.good)

    @property
    def student_count(self) -> int:
        """How many students they are about."""
        return int(self.students.max()) + 1 if len(self) else 0

    def take(self, rows: Bools) -> "Examples":
        """Some of the examples; the students keep their numbers."""
        return Examples(self.shares[rows], self.good[rows], self.students[rows])


def criteria_in_force(policy: Policy) -> tuple[str, ...]:
    """The criteria that count at all; of one that counts nothing nothing can be learned."""
    return tuple(criterion for criterion in policy.points if policy.of(criterion))


def shares_of(bars: Iterable[Bar], criteria: Sequence[str]) -> tuple[float, ...] | None:
    """How full the bar of each criterion was; None where one is missing, or could give nothing then."""
    known = {bar.criterion: bar.points / bar.of for bar in bars if bar.of}
    if any(criterion not in known for criterion in criteria):
        return None
    return tuple(known[criterion] for criterion in criteria)
