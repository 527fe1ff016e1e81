"""Pins, bans and caps hold, and what cannot be followed is refused with the reason."""

import numpy as np
import pytest

from matcher.plan.caps import CapsCross
from matcher.plan.orders import Cap, InvalidOrder, Orders
from matcher.plan.plan import check_orders
from matcher.vocabulary import Without
from tests.conftest import FULL_FIGURES
from tests.matcher.plan.districts import REFUSED, District, pairs_of

DISTRICTS = range(200 if FULL_FIGURES else 30)
LIKED = np.array([[9_000, 8_000, 7_000], [9_000, 8_000, 7_000]])


@pytest.mark.parametrize("seed", DISTRICTS)
def test_caps_that_lie_in_each_other_hold_and_the_plan_is_still_the_best(seed: int) -> None:
    district = District.invented(seed)
    random = np.random.default_rng(seed)
    caps = [
        Cap("inner", frozenset({"o0", "o1"}), int(random.integers(0, 3))),
        Cap("outer", frozenset({"o0", "o1", "o2", "o3"}), int(random.integers(1, 5))),
        Cap("apart", frozenset({"o5", "o6"}), int(random.integers(0, 3))),
    ]
    plan = district.plan(Orders(caps=caps))
    assert plan.optimal
    assert plan.objective == district.best_by_programming(caps) == district.worth(pairs_of(plan))
    for cap in caps:
        assert sum(opening in cap.openings for opening in pairs_of(plan).values()) <= cap.limit


def test_caps_that_cross_are_refused_by_name() -> None:
    caps = [Cap("one", frozenset({"o0", "o1"}), 1), Cap("other", frozenset({"o1", "o2"}), 1)]
    with pytest.raises(CapsCross) as refused:
        District(LIKED, [1, 1, 1], [0, 0]).plan(Orders(caps=caps))
    assert refused.value.params == {"one": "one", "other": "other"}


@pytest.mark.parametrize("seed", DISTRICTS)
def test_a_pinned_pair_is_in_the_plan_and_the_rest_is_the_best_beside_it(seed: int) -> None:
    district = District.invented(seed)
    pairs = [(s, o) for s, o in np.argwhere(district.scores != REFUSED).tolist() if district.places[o]]
    if not pairs:
        pytest.skip("nothing can be pinned here")
    student, opening = pairs[seed % len(pairs)]
    plan = district.plan(Orders(pins={f"s{student}": f"o{opening}"}), candidates=1)
    proposal = next(each for each in plan.proposals if each.student == f"s{student}")
    assert (proposal.opening, proposal.pinned, plan.optimal) == (f"o{opening}", True, True)
    only = district.scores.copy()
    only[student] = REFUSED
    only[student, opening] = district.scores[student, opening]
    before_all = [0] * len(district.priorities)
    before_all[student] = 1_000
    urged = District(only, district.places, np.add(district.priorities, before_all).tolist())
    best = urged.best_by_programming()
    if f"s{student}" in pairs_of(urged.plan()):  # with most placed, which a pin may cost
        least = (best.placed, best.priority - 1_000, best.score)
        assert plan.objective == least or plan.objective.placed < best.placed


def test_a_banned_pair_is_in_no_plan() -> None:
    district = District(LIKED[:1], [1, 1, 1], [0])
    assert pairs_of(district.plan(Orders(bans=frozenset({("s0", "o0")})))) == {"s0": "o1"}
    every = frozenset(("s0", f"o{number}") for number in range(3))
    plan = district.plan(Orders(bans=every | {("gone", "o0")}))
    assert [none.reason for none in plan.unplaced] == [Without.BANNED]


def test_who_is_kept_out_by_a_cap_is_told_so() -> None:
    every = Cap("all", frozenset({"o0", "o1", "o2"}), 1)
    plan = District(LIKED, [1, 1, 1], [0, 1]).plan(Orders(caps=[every]))
    assert pairs_of(plan) == {"s1": "o0"}
    assert [none.reason for none in plan.unplaced] == [Without.CAPPED]


@pytest.mark.parametrize(
    ("orders", "params"),
    [
        (Orders(pins={"s9": "o0"}), {"reason": "NO_PARTICIPANT", "student": "s9", "opening": "o0"}),
        (Orders(pins={"s0": "o9"}), {"reason": "NO_VACANCY", "student": "s0", "opening": "o9"}),
        (Orders(pins={"s0": "o3"}), {"reason": "REFUSED", "student": "s0", "opening": "o3"}),
        (
            Orders(pins={"s0": "o0", "s1": "o0"}),
            {"reason": "FULL", "student": "s1", "opening": "o0", "name": "o0"},
        ),
        (
            Orders(pins={"s1": "o0", "s0": "o0"}),  # the first too many, as they are told
            {"reason": "FULL", "student": "s0", "opening": "o0", "name": "o0"},
        ),
        (
            Orders(pins={"s0": "o0"}, bans=frozenset({("s0", "o0")})),
            {"reason": "BANNED", "student": "s0", "opening": "o0"},
        ),
        (
            Orders(pins={"s0": "o0"}, caps=[Cap("none", frozenset({"o0"}), 0)]),
            {"reason": "FULL", "student": "s0", "opening": "o0", "name": "none"},
        ),
    ],
)
def test_an_order_that_cannot_be_followed_is_refused(orders: Orders, params: dict[str, str]) -> None:
    scores = np.concatenate([LIKED, [[REFUSED], [REFUSED]]], axis=1)
    district = District(scores, [1, 1, 1, 1], [0, 0])
    with pytest.raises(InvalidOrder) as refused:
        district.plan(orders, candidates=1)
    assert refused.value.params == params
    with pytest.raises(InvalidOrder) as told:  # and so before a plan is made, of the pinned alone
        check_orders(district.students, district.openings, district.lists, orders)
    assert told.value.params == params
