from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.batches import batched


@given(st.lists(st.integers()), st.integers(1, 9))
def test_batches_are_full_but_for_the_last_and_lose_nothing(values: list[int], size: int) -> None:
    found = list(batched(values, size))
    assert [value for batch in found for value in batch] == values
    assert all(len(batch) == size for batch in found[:-1])
    assert all(0 < len(batch) <= size for batch in found)


@pytest.mark.parametrize("size", [1, 3])
def test_no_more_is_read_than_is_needed(size: int) -> None:
    numbers = count()
    next(batched(numbers, size))
    assert next(numbers) == size
