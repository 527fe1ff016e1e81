from hypothesis import given
from hypothesis import strategies as st

from api.services.imports.pair_rows import pair_up

EQUAL = [lambda told, kept: told == kept]
CLOSE = [*EQUAL, lambda told, kept: told // 10 == kept // 10]
NUMBERS = st.lists(st.integers(0, 30), max_size=12)


def test_a_vague_one_never_takes_what_an_exact_one_means() -> None:
    assert pair_up([12, 11], [11], CLOSE) == [None, 11]


def test_among_equals_the_earlier_ones_come_together() -> None:
    assert pair_up([11, 12, 13], [15, 14], CLOSE) == [15, 14, None]


@given(NUMBERS, NUMBERS)
def test_each_is_taken_once_and_none_is_left_that_fits(told: list[int], kept: list[int]) -> None:
    found = pair_up(told, kept, CLOSE)
    free = list(kept)
    for number in found:
        if number is not None:
            free.remove(number)
    alone = [number for number, pair in zip(told, found, strict=True) if pair is None]
    assert not any(one // 10 == other // 10 for one in alone for other in free)
