from hypothesis import given
from hypothesis import strategies as st

from matcher.evaluation.coverage import Outlook
from matcher.evaluation.groups import FEWEST, group_figures, widest_gap


def group(name: str, size: int) -> list[Outlook]:
    return [Outlook(f"{name}{number}", 1, 100, None) for number in range(size)]


def sizes(groups: dict[str, list[Outlook]]) -> list[tuple[str | None, int]]:
    return [(one.key, one.figures.students) for one in group_figures(groups)]


def test_small_groups_are_put_together():
    groups = {"tiny": group("t", 2), "large": group("l", 9), "small": group("s", 4)}
    assert sizes(groups) == [("large", 9), (None, 6)]


def test_a_lone_small_group_takes_the_next_with_it_so_that_no_subtraction_tells_of_it():
    groups = {"large": group("l", 9), "tiny": group("t", 2), "middle": group("m", 6)}
    assert sizes(groups) == [("large", 9), (None, 8)]


def test_too_few_altogether_are_not_told_of():
    assert sizes({"a": group("a", 2), "b": group("b", 2)}) == []
    assert sizes({}) == []


def test_who_is_in_several_small_groups_counts_once():
    one = group("x", 3)
    assert sizes({"large": group("l", 5), "a": one, "b": one}) == [(None, 8)]


@given(st.lists(st.integers(1, 12), max_size=8))
def test_nobody_is_lost_and_no_group_is_too_small(numbers: list[int]):
    groups = {str(number): group(f"{number}-", size) for number, size in enumerate(numbers)}
    told = sizes(groups)
    assert all(size >= FEWEST for _, size in told)
    assert sum(size for _, size in told) == (sum(numbers) if sum(numbers) >= FEWEST else 0)


def test_the_gap_is_between_the_highest_and_the_lowest():
    assert widest_gap([3.0, None, 1.0, 2.0]) == 2.0
    assert widest_gap([3.0, None]) is None
