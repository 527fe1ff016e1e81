"""Openings ranked for people, from parts that follow a registry: a large one laid out, a small one tried out.

As in a log-structured store, what changed since an index was laid out is kept beside it: rows that were
removed or changed do not count any more, new and changed openings stand in columns of their own, which are
few and are tried one by one. The parts together answer what one part with all openings would.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from heapq import merge
from itertools import islice
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import MISSING, Ints
from matcher.batches import batched
from matcher.candidate import Candidate
from matcher.cohort import Cohort
from matcher.columns import Columns
from matcher.eligibility import REFUSALS
from matcher.pipeline import Judgement, judge, judge_all, judgements
from matcher.policy import STANDARD, Policy
from matcher.records import Opening, Student
from matcher.vocabulary import Refusal

PAIRS_AT_ONCE = 200_000
PEOPLE_AT_ONCE = 64  # compared with openings in one go

Load = Callable[[Sequence[str]], Iterable[Opening]]
"""Gives the records of references, as they are in the snapshot that is ranked."""


class Best(NamedTuple):
    """The best openings for one person, the best first; ties by natural key, which is the row order."""

    rows: NDArray[np.int64]
    scores: NDArray[np.int64]  # hundredths


class Census(NamedTuple):
    """What became of all openings: how many no rule refuses, and how many each rule refuses first."""

    eligible: int
    refused: dict[Refusal, int]


class Part(Protocol):
    """Some openings under a policy, of which some rows may not count any more."""

    @property
    def columns(self) -> Columns:
        """The openings."""
        ...

    @property
    def policy(self) -> Policy:
        """What gives the points."""
        ...

    @property
    def counted(self) -> Ints:
        """The rows that count, ascending."""
        ...

    def best(self, candidates: Iterable[Candidate], k: int) -> Iterator[Best]:
        """The best `k` of the rows that count for each candidate, in their order."""
        ...

    def census(self, candidates: Iterable[Candidate]) -> Iterator[Census]:
        """What became of all rows that count for each candidate."""
        ...


@dataclass(frozen=True, eq=False)
class EveryPair:
    """The reference: every rule and every criterion on every opening, and a sort."""

    columns: Columns
    policy: Policy = STANDARD

    @property
    def counted(self) -> Ints:
        """All rows."""
        return np.arange(len(self.columns), dtype=np.int32)

    def best(self, candidates: Iterable[Candidate], k: int) -> Iterator[Best]:
        """The best `k` for each candidate."""
        for judgement in self._judgements(candidates):
            rows = judgement.ranking()[:k].astype(np.int64)
            yield Best(rows, judgement.scores[rows].astype(np.int64))

    def census(self, candidates: Iterable[Candidate]) -> Iterator[Census]:
        """What became of all openings for each candidate."""
        for judgement in self._judgements(candidates):
            yield Census(len(judgement.ranking()), judgement.refused())

    def _judgements(self, candidates: Iterable[Candidate]) -> Iterator[Judgement]:
        at_once = max(PAIRS_AT_ONCE // max(len(self.columns), 1), 1)
        for people in batched(candidates, at_once):
            yield from judgements(people, self.columns, self.policy)


class Ranking:
    """All openings of a snapshot, in a first part and perhaps some small ones, under one policy."""

    def __init__(self, first: Part, *others: Part) -> None:
        self.parts = (first, *(other for other in others if len(other.columns)))
        self.policy = first.policy

    def __len__(self) -> int:
        return sum(len(part.counted) for part in self.parts)

    def columns(self) -> Columns:
        """All openings together."""
        return Columns.joined([part.columns.take(part.counted) for part in self.parts])

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits over everything that is known of the openings, in the order of keys."""
        first, *others = self.parts
        added = sorted(
            (other.columns.keys[row], other.columns.refs[row], other.columns.digests[row])
            for other in others
            for row in other.counted
        )
        places = [_place(first.columns, key, ref) for key, ref, _ in added]
        digests = np.insert(
            first.columns.digests[first.counted],
            np.searchsorted(first.counted, np.array(places, dtype=np.int64)),
            np.array([digest for *_, digest in added], dtype=np.uint64),
        )
        return blake2b(digests.tobytes(), digest_size=8).hexdigest()

    def best(self, candidates: Iterable[Candidate], k: int) -> Iterator[list[str]]:
        """References of the `k` best openings for each candidate, the best first; ties by natural key."""
        for found in self.scored(candidates, k):
            yield [ref for ref, _ in found]

    def scored(self, candidates: Iterable[Candidate], k: int) -> Iterator[list[tuple[str, int]]]:
        """The same with the scores, in hundredths."""
        for people in batched(candidates, PEOPLE_AT_ONCE):
            for found in zip(*(part.best(people, k) for part in self.parts), strict=True):
                ranked = merge(*map(_ranked, self.parts, found))
                yield [(ref, -below) for below, _, ref in islice(ranked, k)]

    def census(self, candidates: Iterable[Candidate]) -> Iterator[Census]:
        """What became of all openings for each candidate."""
        for people in batched(candidates, PEOPLE_AT_ONCE):
            for found in zip(*(part.census(people) for part in self.parts), strict=True):
                refused = sum((Counter(census.refused) for census in found), Counter[Refusal]())
                yield Census(
                    sum(census.eligible for census in found),
                    {code: refused[code] for code in REFUSALS if refused[code]},
                )

    def rank(self, candidate: Candidate, opening: Opening) -> int:
        """The place, from 1, of an opening that no rule refuses among all for the candidate."""
        score = judge(candidate, Columns.of([opening]), self.policy).scores[0]
        ahead = 0
        for part in self.parts:
            judgement = judge(candidate, part.columns, self.policy)
            before = np.arange(len(part.columns)) < _place(part.columns, opening.key, opening.ref)
            better = (judgement.scores > score) | (judgement.scores == score) & before
            ahead += int(np.count_nonzero((better & (judgement.refusals == MISSING))[part.counted]))
        return ahead + 1


def rank_students(
    opening: Opening, cohort: Cohort, *, as_of: date, policy: Policy
) -> tuple[list[Student], dict[Refusal, int]]:
    """Those whom no rule refuses, the best first and ties by natural key; how many each rule refused."""
    alone, first = Columns.of([opening]), 0
    found, scores = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int32)]
    refused = np.zeros(len(REFUSALS), dtype=np.int64)
    for people in cohort.on_day(as_of, policy):
        judged = judge_all(people, alone, policy)
        eligible = judged.refusals[:, 0] == MISSING
        found.append(first + np.flatnonzero(eligible))
        scores.append(judged.scores[eligible, 0])
        refused += np.bincount(judged.refusals[~eligible, 0], minlength=len(REFUSALS))
        first += len(people)
    best = np.concatenate(found)[np.argsort(-np.concatenate(scores), kind="stable")]
    counts = {code: int(count) for code, count in zip(REFUSALS, refused, strict=True) if count}
    return [cohort.students[number] for number in best], counts


def _ranked(part: Part, best: Best) -> Iterator[tuple[int, str, str]]:
    """Scores below zero, keys and references: in this order parts are merged."""
    keys, refs = part.columns.keys, part.columns.refs
    return ((-score, keys[row], refs[row]) for row, score in zip(*map(np.ndarray.tolist, best), strict=True))


def _place(columns: Columns, key: str, ref: str) -> int:
    """The row that an opening has or would have."""
    keys, refs = columns.keys, columns.refs
    return bisect_left(range(len(keys)), (key, ref), key=lambda row: (keys[row], refs[row]))
