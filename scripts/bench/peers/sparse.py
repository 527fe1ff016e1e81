"""sparse-dot-topn: a sparse product that keeps the best of each row, in C++."""

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from matcher.candidate import Candidate
from matcher.criteria.skills import held_weights
from matcher.policy import Policy
from scripts.bench.peers.peer import TOP, Search, package
from scripts.bench.workload.openings import Openings


class SparseDotTopN:
    """One row of skill weights times the matrix of wanted skills, the best twenty, on one thread.

    It sums the weights of the shared skills and nothing else: no rule, no other criterion, no limit to what
    is enough, ties by chance. That is why it is a limit to come near to.
    """

    def __init__(self, openings: Openings, policy: Policy) -> None:
        self._package: Any = package("sparse_dot_topn", "sparse-dot-topn")
        self._policy = policy
        words = openings.world.words
        self._numbers = {word: number for number, word in enumerate(words)}
        ones = np.ones(len(openings.wanted_numbers), dtype=np.float32)
        by_opening = csr_matrix(
            (ones, openings.wanted_numbers, openings.wanted_ends), shape=(len(openings), len(words))
        )
        self._postings = by_opening.T.tocsr()

    def search(self, candidate: Candidate) -> Search:
        """One row of weights."""
        weights = {
            self._numbers[skill]: weight
            for skill, weight in held_weights(candidate, self._policy).items()
            if skill in self._numbers
        }
        columns = np.array(sorted(weights), dtype=np.int32)
        values = np.array([weights[column] for column in sorted(weights)], dtype=np.float32)
        row = csr_matrix((values, columns, np.array([0, len(columns)])), shape=(1, len(self._numbers)))
        return lambda: self._package.sp_matmul_topn(row, self._postings, top_n=TOP, n_threads=1)
