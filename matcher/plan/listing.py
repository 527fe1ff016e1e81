"""Everybody's list of openings, as long as it was asked for so far."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from matcher.plan.network import NOBODY, Numbers
from matcher.plan.orders import Lists
from matcher.ranking import Best


class Listing:
    """Lists by number of the student, of numbers of openings."""

    def __init__(self, students: Sequence[str], openings: Sequence[str], lists: Lists) -> None:
        self._students, self._lists = students, lists
        self._rows = {ref: row for row, ref in enumerate(openings)}
        nothing = np.zeros(0, np.int64)
        self._asked = [0] * len(students)
        self.best = [Best(nothing, nothing)] * len(students)

    def ask(self, wanted: Mapping[int, int]) -> None:
        """Have the lists of these students so long."""
        by_length = defaultdict[int, list[int]](list)
        for number, length in wanted.items():
            by_length[length].append(number)
            self._asked[number] = length
        for length, numbers in sorted(by_length.items()):
            found = self._lists([self._students[number] for number in numbers], length)
            for number, items in zip(numbers, found, strict=True):
                self.best[number] = numbered(items, self._rows)

    def last(self) -> Numbers:
        """Per student the score that nothing beyond the list can pass; NOBODY where nothing is beyond."""
        return np.array(
            [
                best.scores[-1] if self.is_cut(number) and len(best.rows) else NOBODY
                for number, best in enumerate(self.best)
            ],
            np.int64,
        )

    def is_cut(self, number: int) -> bool:
        """Whether a longer list of the student could name more."""
        return len(self.best[number].rows) == self._asked[number] < len(self._rows)

    def longer(self, numbers: Iterable[int], most: int) -> dict[int, int]:
        """How long these students' lists should be next: doubled, or whole when they have `most`."""
        whole = len(self._rows)
        return {
            number: min(2 * self._asked[number], whole) if self._asked[number] < most else whole
            for number in numbers
        }

    def size_with(self, wanted: Mapping[int, int]) -> int:
        """At most how many pairs there are once these lists are so long."""
        now = sum(len(best.rows) for best in self.best)
        return now + sum(length - len(self.best[number].rows) for number, length in wanted.items())


def numbered(items: Sequence[tuple[str, int]], rows: Mapping[str, int]) -> Best:
    """A list of references and scores, with the numbers of its openings."""
    return Best(
        np.array([rows[ref] for ref, _ in items], np.int64), np.array([score for _, score in items], np.int64)
    )
