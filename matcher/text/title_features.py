"""Titles as sparse vectors of whole numbers: which runs of characters stand in them, and which pairs.

Runs of one to three characters tell words and their beginnings and ends; pairs of characters, however far
apart, tell 采购…经理 from 采购…专员. Both count by how rare they are (inverse document frequency), and each
kind is brought to the same length. Whole numbers make every sum exact, whatever order it is taken in.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, combinations
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from matcher.text.titles import clean_title, without_level

UNIT = 1024  # length of the vector of each kind
LONGEST_RUN = 3
KNOWN_SHARE = 0.3
_RARITY_UNIT = 256
_APART = "\t"  # between the two characters of a pair, so that it is no run


@lru_cache(maxsize=4096)
def work_of(title: str) -> str:
    """What a title says of the work, in lower case: no level, no advertising."""
    return without_level(clean_title(title)).lower()


def runs(work: str) -> set[str]:
    """Runs of 1 to 3 characters, between marks, so that what begins and ends a title counts."""
    marked = f"^{work}$"
    lengths = range(1, LONGEST_RUN + 1)
    return {marked[start : start + n] for n in lengths for start in range(len(marked) - n + 1)}


def pairs(work: str) -> set[str]:
    """Any two different characters of a title, the smaller first."""
    return {one + _APART + other for one, other in combinations(sorted(set(work) - {" "}), 2)}


class TitleFeatures:
    """The runs and pairs that some titles taught, and how rare each is."""

    def __init__(self, known: Sequence[str], rarity: npt.NDArray[np.int16]) -> None:
        """Take the features in the order of their columns, and the rarity of each in 256ths."""
        self.known = tuple(known)
        self.rarity = rarity
        self._column = {feature: column for column, feature in enumerate(known)}
        self._is_pair = np.array([_APART in feature for feature in known], dtype=np.bool_)

    @classmethod
    def learn(cls, works: Sequence[str]) -> Self:
        """The features of titles that say nothing but the work (see `work_of`)."""
        counts = sorted(Counter(chain.from_iterable(map(_features, works))).items())
        rarity = np.log((len(works) + 1) / (np.array([count for _, count in counts]) + 1)) + 1
        return cls([feature for feature, _ in counts], np.rint(rarity * _RARITY_UNIT).astype(np.int16))

    def keep(self, columns: npt.NDArray[np.bool_]) -> Self:
        """The same without the features whose column is false."""
        known = [feature for feature, kept in zip(self.known, columns, strict=True) if kept]
        return type(self)(known, self.rarity[columns])

    def of(self, works: Sequence[str]) -> Any:
        """Vectors of titles that say nothing but the work: a csr array of int32, titles by features."""
        from scipy import sparse  # noqa: PLC0415  loads slowly

        column = self._column
        found = [
            sorted(column[feature] for feature in _features(work) if feature in column) for work in works
        ]
        lengths = [len(columns) for columns in found]
        columns = np.fromiter(chain.from_iterable(found), dtype=np.int32, count=sum(lengths))
        part = 2 * np.repeat(np.arange(len(works)), lengths) + self._is_pair[columns]
        rarity = self.rarity[columns].astype(np.float64)  # whole numbers far below 2^53: the sums are exact
        length = np.sqrt(np.bincount(part, weights=rarity * rarity))
        values = np.rint(UNIT * rarity / length[part]).astype(np.int32)
        ends = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
        return sparse.csr_array((values, columns, ends), shape=(len(works), len(self.known)))

    def tell_of(self, work: str) -> bool:
        """Whether enough of a title is known to code it: of its two-character runs, or its end.

        The name of a company tells of no work.
        """
        if not work or work.endswith("公司"):
            return False
        twos = [run for run in runs(work) if len(run) == len("工$")]
        known = sum(run in self._column for run in twos)
        return known >= KNOWN_SHARE * len(twos) or f"{work[-2:]}$" in self._column


def _features(work: str) -> Iterable[str]:
    return runs(work) | pairs(work)
