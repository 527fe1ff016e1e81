import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher.reference.occupations import common_titles
from matcher.text.ngrams import NgramVectors

TITLES = [title for title, _ in common_titles()]


def test_vectors_are_those_of_scikit_learn_to_the_last_bit():
    theirs = TfidfVectorizer(
        analyzer="char", ngram_range=(1, 3), sublinear_tf=True, lowercase=False, dtype=np.float32
    ).fit(TITLES)
    ours = NgramVectors(TITLES)
    assert ours.vocabulary == theirs.vocabulary_
    asked = [*TITLES, "会计会计会计", "电焊工 c++", "会", ""]
    expected, found = theirs.transform(asked), ours.of(asked)
    assert found.dtype == expected.dtype == np.float32
    for name in ("indptr", "indices", "data"):
        assert np.array_equal(getattr(found, name), getattr(expected, name)), name


def test_a_vector_has_length_one_and_what_nobody_knows_has_none():
    vectors = NgramVectors(["焊工", "电工"]).of(["焊工", "xyz"])
    assert np.allclose((vectors * vectors).sum(axis=1), [1, 0])
