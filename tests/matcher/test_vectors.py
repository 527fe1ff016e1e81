"""Sparse vectors as columns: taken apart and joined, they say the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.arrays import Vectors

Row = tuple[tuple[int, ...], tuple[int, ...]]


@st.composite
def rows(draw: st.DrawFn) -> Row:
    features = draw(st.lists(st.integers(1, 3_000_000) | st.integers(1, 9), max_size=6, unique=True))
    weights = draw(st.lists(st.integers(1, 255), min_size=len(features), max_size=len(features)))
    return tuple(sorted(features)), tuple(weights)


def product(one: Row, other: Row) -> int:
    weights = dict(zip(*other, strict=True))
    return sum(weight * weights.get(feature, 0) for feature, weight in zip(*one, strict=True))


@given(st.lists(rows(), max_size=6), rows())
def test_products_are_those_of_each_row(each: list[Row], asked: Row) -> None:
    vectors = Vectors.of(each)
    assert vectors.products(vectors.per_feature(*asked)).tolist() == [product(row, asked) for row in each]
    assert vectors.told.tolist() == [bool(features) for features, _ in each]


@given(st.lists(rows(), min_size=1, max_size=6), rows(), st.data())
def test_joining_and_taking_keep_the_rows(each: list[Row], asked: Row, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(each)))
    joined = Vectors.joined([Vectors.of(each[:cut]), Vectors.of(each[cut:])])
    kept = data.draw(st.lists(st.integers(0, len(each) - 1)))
    taken = joined.take(np.array(kept, dtype=np.int64))
    expected = [product(each[row], asked) for row in kept]
    assert taken.products(taken.per_feature(*asked)).tolist() == expected
