"""A plan beside what is done without one: figures worked out by hand, and none better than the plan."""

import numpy as np
import pytest

from matcher.plan.comparison import Method, compare_methods
from matcher.plan.orders import Vacancy
from matcher.plan.results import Proposal
from matcher.plan.scarce import draw_vacancies, lists_within
from tests.matcher.plan.districts import REFUSED, District

LIKED = District(
    np.array([[9_000, 8_000, 1_000], [9_500, 3_000, REFUSED], [9_000, REFUSED, REFUSED]]),
    [1, 1, 2],
    [0, 0, 1],
)


def test_every_method_is_told_by_its_figures() -> None:
    found = compare_methods(LIKED.students, LIKED.openings, LIKED.lists)
    assert (found.students, found.openings, found.places) == (3, 3, 4)
    told = {
        method: (*each.outcome.objective, each.outcome.mean_rank, each.outcome.mean_regret)
        for method, each in found.methods.items()
    }
    assert told == {
        Method.PLAN: (3, 1, 1_000 + 3_000 + 9_000, 2.0, (8_000 + 6_500) / 3),
        Method.FIRST_COME: (2, 0, 9_000 + 3_000, 1.5, 3_250),
        Method.EVERYBODYS_FIRST: (1, 0, 9_000, 1.0, 0),
    }


def test_an_application_counts_as_a_crowd_whether_or_not_it_comes_to_a_place() -> None:
    found = compare_methods(LIKED.students, LIKED.openings, LIKED.lists).methods
    crowds = {method: each.congestion for method, each in found.items()}
    assert [crowds[method].proposals for method in Method] == [3, 2, 3]
    assert [crowds[method].never_proposed for method in Method] == [0, 1 / 3, 2 / 3]
    assert [crowds[method].crowded[0].load for method in Method] == [1, 1, 3]


def test_a_plan_that_was_made_counts_as_it_is() -> None:
    made = [Proposal("s2", "o0", 9_000, 1, 0, pinned=True)]
    found = compare_methods(LIKED.students, LIKED.openings, LIKED.lists, plan=made)
    assert found.methods[Method.PLAN].outcome.objective == (1, 1, 9_000)


@pytest.mark.parametrize("seed", range(20))
def test_no_method_is_better_than_the_plan_also_where_places_are_few(seed: int) -> None:
    district = District.invented(seed)
    for count in (4, 99):
        kept = draw_vacancies(district.openings, count, seed)
        lists = lists_within(kept, district.lists, len(district.openings))
        found = compare_methods(district.students, kept, lists, candidates=2).methods
        best = found[Method.PLAN].outcome.objective
        assert all(each.outcome.objective <= best for each in found.values())


def test_so_many_places_are_drawn_whatever_order_openings_come_in() -> None:
    openings = [Vacancy(f"o{number}", f"{number:02}", number % 4) for number in range(12)]
    drawn = draw_vacancies(openings, 7, seed=1)
    assert sum(opening.places for opening in drawn) == 7
    before = {opening.ref: opening.places for opening in openings}
    assert all(0 < opening.places <= before[opening.ref] for opening in drawn)
    assert draw_vacancies(openings[::-1], 7, seed=1) == drawn
    assert draw_vacancies(openings, 7, seed=2) != drawn
    assert draw_vacancies(openings, 99, seed=1) == [opening for opening in openings if opening.places]


def test_lists_within_name_no_other_openings_and_are_as_long_as_they_can_be() -> None:
    lists = lists_within([LIKED.openings[1], LIKED.openings[2]], LIKED.lists, whole=3)
    assert list(lists(["s0", "s1", "s2"], 2)) == [[("o1", 8_000), ("o2", 1_000)], [("o1", 3_000)], []]
    assert list(lists(["s0"], 1)) == [[("o1", 8_000)]]
