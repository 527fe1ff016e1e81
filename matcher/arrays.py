"""Columns of what is not a number: values that many rows share, lists of words, texts.

Each is a few numpy arrays, so that a snapshot of a million rows can be taken apart, joined, saved and
memory-mapped without an object per row.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
Array = NDArray[Any]
Value = TypeVar("Value", bound=Hashable)
Other = TypeVar("Other", bound=Hashable)

MISSING = -1
ROWS_REMEMBERED = 20_000  # answers per function and value; the oldest half goes when there are more


@dataclass(frozen=True, eq=False)
class Distinct(Generic[Value]):
    """Distinct values in order of first appearance, and per row the number of its own."""

    values: tuple[Value, ...]
    numbers: Ints  # shape (rows,)
    _answers: dict[tuple[object, Hashable], Array] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, values: Iterable[Value]) -> "Distinct[Value]":
        """Number the values."""
        known: dict[Value, int] = {}
        numbers = [known.setdefault(value, len(known)) for value in values]
        return cls(tuple(known), np.array(numbers, dtype=np.int32))

    @classmethod
    def joined(cls, parts: "Sequence[Distinct[Value]]") -> "Distinct[Value]":
        """The rows of all parts, one after the other."""
        known: dict[Value, int] = {}
        numbers = [
            np.array([known.setdefault(value, len(known)) for value in part.values], dtype=np.int32)[
                part.numbers
            ]
            for part in parts
        ]
        return cls(tuple(known), np.concatenate(numbers))

    def take(self, rows: Array) -> "Distinct[Value]":
        """Some of the rows, with the values that they need."""
        used, numbers = np.unique(self.numbers[rows], return_inverse=True)
        return Distinct(tuple(self.values[number] for number in used), numbers.astype(np.int32))

    def spread(self, per_value: Sequence[bool]) -> Bools:
        """One answer per distinct value → one per row."""
        return np.array(per_value, dtype=np.bool_)[self.numbers]

    def answer(self, function: Callable[[Other, tuple[Value, ...]], Array], asked: Other) -> Array:
        """`function(asked, values)`: an answer per distinct value, worked out once for each `asked`."""
        found = self._answers.get((function, asked))
        if found is None:
            if len(self._answers) >= ROWS_REMEMBERED:
                for key in list(self._answers)[: ROWS_REMEMBERED // 2]:
                    self._answers.pop(key, None)
            found = self._answers[function, asked] = function(asked, self.values)
        return found


def across(
    people: Distinct[Other],
    openings: Distinct[Value],
    function: Callable[[Other, tuple[Value, ...]], Array],
) -> Array:
    """What `function` says of each distinct pair, spread over all pairs: shape (people, openings)."""
    table = np.stack([openings.answer(function, value) for value in people.values])
    return table[people.numbers[:, None], openings.numbers]


@dataclass(frozen=True, eq=False)
class Lists:
    """Several words per row: row r has `names[n]` for n in `numbers[ends[r]:ends[r + 1]]`."""

    names: tuple[str, ...]
    ends: NDArray[np.int64]  # shape (rows + 1,), the first 0
    numbers: Ints

    @classmethod
    def of(cls, rows: Iterable[Iterable[str]]) -> "Lists":
        """Number the words; each row keeps the order that it comes in."""
        known: dict[str, int] = {}
        numbers: list[int] = []
        ends = [0]
        for words in rows:
            numbers += [known.setdefault(word, len(known)) for word in words]
            ends.append(len(numbers))
        return cls(tuple(known), np.array(ends, dtype=np.int64), np.array(numbers, dtype=np.int32))

    @classmethod
    def joined(cls, parts: "Sequence[Lists]") -> "Lists":
        """The rows of all parts, one after the other."""
        known: dict[str, int] = {}
        numbers = [
            np.array([known.setdefault(name, len(known)) for name in part.names], dtype=np.int32)[
                part.numbers
            ]
            for part in parts
        ]
        lengths = np.concatenate([np.diff(part.ends) for part in parts])
        return cls(tuple(known), _ends(lengths), np.concatenate(numbers))

    def take(self, rows: Array) -> "Lists":
        """Some of the rows, with the words that they need."""
        lengths = np.diff(self.ends)[rows]
        used, numbers = np.unique(self.numbers[spans(self.ends[rows], lengths)], return_inverse=True)
        names = tuple(self.names[number] for number in used)
        return Lists(names, _ends(lengths), numbers.astype(np.int32))

    @cached_property
    def number_of(self) -> dict[str, int]:
        """Words → their numbers."""
        return {name: number for number, name in enumerate(self.names)}

    def per_name(self, counts: Mapping[str, int]) -> Ints:
        """What is counted for each of the names; 0 where nothing is."""
        table = np.zeros(len(self.names), dtype=np.int32)
        known = [name for name in counts if name in self.number_of]
        table[[self.number_of[name] for name in known]] = [counts[name] for name in known]
        return table

    def sums(self, weights: Ints) -> Ints:
        """Per row the summed weight of its words; `weights` stands beside `numbers`."""
        running = np.concatenate([[0], np.cumsum(weights, dtype=np.int64)])
        sums: Ints = (running[self.ends[1:]] - running[self.ends[:-1]]).astype(np.int32)
        return sums


@dataclass(frozen=True, eq=False)
class Vectors:
    """One sparse vector per row: row r has weights[ends[r]:ends[r + 1]], at the features of those numbers."""

    features: Ints  # those that any row has, ascending
    ends: NDArray[np.int64]  # shape (rows + 1,), the first 0
    numbers: NDArray[np.uint16]  # positions in `features`
    weights: NDArray[np.uint8]

    @classmethod
    def of(cls, rows: Iterable[tuple[Sequence[int], Sequence[int]]]) -> "Vectors":
        """Keep rows of features with their weights, in their order; no more than 65,536 features in all."""
        each = list(rows)
        lengths = np.array([len(features) for features, _ in each], dtype=np.int64)
        told = np.fromiter((feature for features, _ in each for feature in features), dtype=np.int32)
        weights = np.fromiter((weight for _, weights in each for weight in weights), dtype=np.uint8)
        features, numbers = np.unique(told, return_inverse=True)
        return cls(features, _ends(lengths), numbers.astype(np.uint16), weights)

    @classmethod
    def joined(cls, parts: "Sequence[Vectors]") -> "Vectors":
        """The rows of all parts, one after the other."""
        features = np.unique(np.concatenate([part.features for part in parts]))
        numbers = [np.searchsorted(features, part.features)[part.numbers] for part in parts]
        lengths = np.concatenate([np.diff(part.ends) for part in parts])
        weights = np.concatenate([part.weights for part in parts])
        return cls(features, _ends(lengths), np.concatenate(numbers).astype(np.uint16), weights)

    def take(self, rows: Array) -> "Vectors":
        """Some of the rows, with the features that they need."""
        lengths = np.diff(self.ends)[rows]
        places = spans(self.ends[rows], lengths)
        used, numbers = np.unique(self.numbers[places], return_inverse=True)
        return Vectors(self.features[used], _ends(lengths), numbers.astype(np.uint16), self.weights[places])

    @property
    def told(self) -> Bools:
        """Rows that have any feature."""
        return np.diff(self.ends) > 0

    def row(self, row: int) -> tuple[list[int], list[int]]:
        """The features of one row, and their weights."""
        places = slice(self.ends[row], self.ends[row + 1])
        return self.features[self.numbers[places]].tolist(), self.weights[places].tolist()

    def per_feature(self, features: Sequence[int], weights: Sequence[int]) -> Ints:
        """Another vector as a table: its weight at each of the features here, 0 where it has none."""
        table = np.zeros(len(self.features), dtype=np.int32)
        if len(self.features):
            places = np.searchsorted(self.features[:-1], features)
            known = self.features[places] == features
            table[places[known]] = np.array(weights, dtype=np.int32)[known]
        return table

    def products(self, table: Ints) -> Ints:
        """Per row the dot product with a vector that `per_feature` gave."""
        running = np.concatenate([[0], np.cumsum(table[self.numbers] * self.weights, dtype=np.int64)])
        products: Ints = (running[self.ends[1:]] - running[self.ends[:-1]]).astype(np.int32)
        return products


@dataclass(frozen=True, eq=False)
class Texts(Sequence[str]):
    """One text per row, kept as bytes in one array: a million of them need no million objects."""

    ends: NDArray[np.int64]  # shape (rows + 1,), the first 0
    letters: NDArray[np.uint8]  # UTF-8

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """Keep the texts in their order."""
        encoded = [text.encode() for text in texts]
        lengths = np.array([len(text) for text in encoded], dtype=np.int64)
        return cls(_ends(lengths), np.frombuffer(b"".join(encoded), dtype=np.uint8))

    @classmethod
    def joined(cls, parts: "Sequence[Texts]") -> "Texts":
        """The rows of all parts, one after the other."""
        lengths = np.concatenate([np.diff(part.ends) for part in parts])
        return cls(_ends(lengths), np.concatenate([part.letters for part in parts]))

    def take(self, rows: Array) -> "Texts":
        """Some of the rows."""
        lengths = np.diff(self.ends)[rows]
        return Texts(_ends(lengths), self.letters[spans(self.ends[rows], lengths)])

    def __len__(self) -> int:
        return len(self.ends) - 1

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> list[str]: ...
    def __getitem__(self, row: int | slice) -> str | list[str]:
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        if not 0 <= row < len(self):
            raise IndexError(row)
        return bytes(self.letters[self.ends[row] : self.ends[row + 1]]).decode()


def spans(starts: Array, lengths: Array) -> NDArray[np.int64]:
    """The positions of many runs, one run after the other."""
    before = np.concatenate([[0], np.cumsum(lengths)[:-1]]) if len(lengths) else np.zeros(0, np.int64)
    positions: NDArray[np.int64] = np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))
    return positions


def _ends(lengths: Array) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
