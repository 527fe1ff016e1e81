"""The plan is the best there is, says so only where it is proven, and is the same for the same district."""

from dataclasses import replace

import numpy as np
import pytest

from matcher.plan.network import Objective
from matcher.plan.orders import Orders, Participant, Vacancy
from matcher.plan.plan import make_plan
from matcher.vocabulary import Without
from tests.conftest import FULL_FIGURES
from tests.figures import Figure
from tests.matcher.plan.districts import REFUSED, District, pairs_of

DISTRICTS = range(200 if FULL_FIGURES else 30)


def test_the_objective_is_that_of_whole_number_programming(figure: Figure) -> None:
    placed = 0
    for seed in DISTRICTS:
        district = District.invented(seed)
        plan = district.plan(candidates=1 + seed % 4)
        assert plan.optimal, seed
        best = district.best_by_programming()
        assert plan.objective == plan.bound == best == district.worth(pairs_of(plan)), seed
        placed += best.placed
    assert placed
    told = f"{len(DISTRICTS)} districts, {placed} placed: every plan is worth what HiGHS finds and is proven"
    figure(6, told)


def test_a_small_plan_is_the_best_of_all_plans(figure: Figure) -> None:
    for seed in DISTRICTS:
        district = District.invented(1_000 + seed, students=5, openings=4)
        assert district.plan(candidates=1).objective == district.best_by_trying(), seed
    figure(6, f"{len(DISTRICTS)} small districts: no plan of all that there are is better")


@pytest.mark.parametrize("seed", DISTRICTS[:10])
def test_the_solver_and_the_proof_agree_on_a_larger_district(seed: int) -> None:
    district = District.invented(2_000 + seed, students=300, openings=150)
    plan = district.plan(candidates=5)
    assert plan.optimal
    assert plan.objective == district.worth(pairs_of(plan)) == district.plan(candidates=150).objective
    assert len(plan.proposals) + len(plan.unplaced) == plan.students == 300


def test_without_any_of_its_pairs_no_plan_is_better(figure: Figure) -> None:
    removed = 0
    for seed in DISTRICTS:
        district = District.invented(seed, students=7, openings=5)
        plan = district.plan()
        for pair in pairs_of(plan).items():
            assert district.plan(Orders(bans=frozenset({pair}))).objective <= plan.objective, seed
            removed += 1
    assert removed
    figure(6, f"{removed} pairs removed from plans, one at a time, and solved again: none is better")


@pytest.mark.parametrize("seed", DISTRICTS)
def test_whatever_order_it_comes_in_the_plan_is_the_same(seed: int) -> None:
    district = District.invented(seed)
    random = np.random.default_rng(seed)
    students: list[Participant] = random.permutation(np.array(district.students, object)).tolist()
    openings: list[Vacancy] = random.permutation(np.array(district.openings, object)).tolist()
    assert make_plan(students, openings, district.lists, candidates=3) == district.plan()


def test_lists_grow_until_nothing_can_hide_beyond_them() -> None:
    # Everybody likes the first opening best, and the two who lose it find theirs far down the list.
    scores = np.tile(np.arange(9_000, 8_000, -100), (3, 1))
    scores[1, 1:5] = scores[2, 1:6] = REFUSED
    district = District(scores, [1] + [0] * 4 + [1] * 5, [0, 0, 0])
    plan = district.plan(candidates=1)
    assert plan.optimal
    assert plan.objective == district.best_by_programming() == Objective(3, 0, 9_000 + 8_500 + 8_400)
    assert plan.longest > 1


def test_where_the_proof_would_take_too_much_the_bound_is_told() -> None:
    district = District(np.array([[9_000, 8_000], [9_000, 8_500]]), [1, 1], [0, 0])
    plan = district.plan(candidates=1, most_pairs=2)
    assert not plan.optimal
    assert plan.objective == (1, 0, 9_000)
    assert plan.bound >= district.best_by_programming()
    assert plan.bound.placed == 2


@pytest.mark.parametrize("seed", DISTRICTS)
def test_a_bound_is_never_passed(seed: int) -> None:
    district = District.invented(seed)
    plan = district.plan(candidates=1, most_pairs=0)
    assert plan.objective <= district.best_by_programming() <= plan.bound


@pytest.mark.parametrize("seed", DISTRICTS)
def test_the_gain_of_an_opening_is_what_another_place_adds(seed: int) -> None:
    district = District.invented(seed)
    plan = district.plan()
    for sought in plan.sought:
        more = district.with_place(sought.opening).plan().objective
        gained = [after - before for after, before in zip(more, plan.objective, strict=True)]
        assert list(sought.gain) == gained
        assert any(gained) <= (sought.taken == sought.places)


def test_as_many_as_can_be_come_before_whom_the_officer_puts_first_and_those_before_scores() -> None:
    # The first alone would have the highest score, the second the highest priority.
    district = District(np.array([[9_000, REFUSED], [5_000, REFUSED], [9_000, 9_000]]), [1, 1], [0, 1, 0])
    plan = district.plan()
    assert pairs_of(plan) == {"s1": "o0", "s2": "o1"}
    assert [(none.student, none.reason) for none in plan.unplaced] == [("s0", Without.CONTESTED)]
    assert pairs_of(replace(district, priorities=[0, 0, 9]).plan()) == {"s0": "o0", "s2": "o1"}


def test_rank_and_regret_are_those_of_the_own_list() -> None:
    district = District(np.array([[9_000, 8_000, 7_000], [9_500, 1_000, 7_000]]), [1, 0, 1], [0, 0])
    first, second = district.plan().proposals
    assert (first.opening, first.score, first.rank, first.regret) == ("o2", 7_000, 3, 2_000)
    assert (second.opening, second.score, second.rank, second.regret) == ("o0", 9_500, 1, 0)
    sought = {each.opening: each for each in district.plan().sought}
    assert (sought["o0"].others, sought["o0"].gain) == (1, (0, 0, 2_000))
    assert (sought["o1"].others, sought["o1"].gain) == (1, (0, 0, 1_000))
    assert (sought["o2"].others, sought["o2"].gain) == (0, (0, 0, 0))


def test_nobody_and_nothing_make_an_empty_plan() -> None:
    plan = make_plan([], [], lambda refs, k: iter(()))
    assert (plan.objective, plan.optimal, plan.headcount) == ((0, 0, 0), True, 0)
    alone = make_plan([Participant("s", "s", 3)], [], lambda refs, k: iter([[]]))
    assert [none.reason for none in alone.unplaced] == [Without.NO_ELIGIBLE]
    assert alone.optimal
