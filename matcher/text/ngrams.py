"""Short texts as sparse vectors: TF-IDF of their runs of 1 to 3 characters.

The same numbers as scikit-learn's TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True),
without the 65 MB and half a second that its import takes on every import of a registry.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

LONGEST = 3


class NgramVectors:
    """The vocabulary of some texts, and how much each of its n-grams says: the rarer, the more."""

    def __init__(self, texts: Sequence[str]) -> None:
        known = sorted({ngram for text in texts for ngram in _ngrams(text)})
        self.vocabulary = {ngram: number for number, ngram in enumerate(known)}
        in_texts = np.bincount(self._counts(texts).indices, minlength=len(known)).astype(np.float32)
        self._weights = np.log(np.float32(len(texts) + 1) / (in_texts + 1)) + 1

    def of(self, texts: Sequence[str]) -> Any:
        """Vectors of length one (zero if no n-gram is known): a csr array of float32, texts by vocabulary."""
        vectors = self._counts(texts)
        vectors.data = (np.log(vectors.data) + 1) * self._weights[vectors.indices]
        rows = np.repeat(np.arange(len(texts)), np.diff(vectors.indptr))
        squares = np.bincount(rows, weights=vectors.data * vectors.data, minlength=len(texts))
        vectors.data = (vectors.data / np.sqrt(squares)[rows]).astype(np.float32)
        return vectors

    def _counts(self, texts: Sequence[str]) -> Any:
        from scipy import sparse  # noqa: PLC0415  loads slowly

        numbers: list[int] = []
        counts: list[int] = []
        ends = [0]
        for text in texts:
            known = (self.vocabulary[ngram] for ngram in _ngrams(text) if ngram in self.vocabulary)
            counted = Counter(known)
            numbers += counted.keys()
            counts += counted.values()
            ends.append(len(numbers))
        data, indices = np.array(counts, np.float32), np.array(numbers, np.int32)
        shape = (len(texts), len(self.vocabulary))
        vectors = sparse.csr_array((data, indices, np.array(ends, np.int32)), shape=shape)
        vectors.sort_indices()  # sums of floats depend on their order
        return vectors


def _ngrams(text: str) -> Iterator[str]:
    for length in range(1, LONGEST + 1):
        for start in range(len(text) - length + 1):
            yield text[start : start + length]
