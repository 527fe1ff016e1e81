"""Prices of places: what a place less would cost, and nobody left without one for the sake of a price."""

import numpy as np
import pytest

from matcher.plan.flow import flow
from matcher.plan.network import NOBODY, Edges, Network
from matcher.plan.prices import least_prices
from matcher.plan.reserve import greatest_prices, place, reserve_prices
from matcher.policy import FULL_SCORE
from matcher.ranking import Best
from tests.conftest import FULL_FIGURES
from tests.matcher.plan.districts import District

SEEDS = range(200 if FULL_FIGURES else 30)


def lists_of(district: District) -> list[Best]:
    """Everybody's whole list, by number."""
    found = district.lists([student.ref for student in district.students], len(district.places))
    return [
        Best(
            np.array([int(ref[1:]) for ref, _ in items], np.int64),
            np.array([score for _, score in items], np.int64),
        )
        for items in found
    ]


def best(*scores: tuple[int, int]) -> Best:
    """A list of openings and scores."""
    rows, points = zip(*scores, strict=True)
    return Best(np.array(rows, np.int64), np.array(points, np.int64))


def worth_of(lists: list[Best], places: list[int], worth: int) -> int:
    """What the best plan comes to, where being placed counts so much."""
    taken = place(lists, np.array(places, np.int64))
    return sum(
        worth + int(each.scores[each.rows == opening][0])
        for each, opening in zip(lists, taken.tolist(), strict=True)
        if opening != NOBODY
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_greatest_price_is_what_a_place_less_would_cost(seed: int) -> None:
    district = District.invented(seed)
    lists, places = lists_of(district), np.array(district.places, np.int64)
    worth = len(lists) * FULL_SCORE + 1
    edges = Edges.of(lists)
    network = Network.without_caps(np.zeros(len(lists), np.int64), places)
    taken = np.flatnonzero(flow(network, edges))
    chosen = np.full(len(lists), NOBODY, np.int64)
    chosen[edges.students[taken]] = taken
    greatest = greatest_prices(edges, chosen, places, worth)
    least = least_prices(network, edges, chosen, np.full(len(lists), worth, np.int64))
    whole = worth_of(lists, district.places, worth)
    for opening in np.flatnonzero(places).tolist():
        fewer, more = list(district.places), list(district.places)
        fewer[opening] -= 1
        more[opening] += 1
        assert greatest[opening] == whole - worth_of(lists, fewer, worth)
        assert least[opening] == worth_of(lists, more, worth) - whole
        assert least[opening] <= greatest[opening]


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_places_cost_as_many_are_placed_as_can_be(seed: int) -> None:
    district = District.invented(seed)
    lists, places = lists_of(district), np.array(district.places, np.int64)
    prices = np.random.default_rng(seed).integers(0, 10**7, len(places))
    at_prices = place(lists, places, prices)
    assert (at_prices != NOBODY).sum() == (place(lists, places) != NOBODY).sum()
    assert (np.bincount(at_prices[at_prices != NOBODY], minlength=len(places)) <= places).all()


def test_a_place_is_left_to_whom_nothing_else_is_open() -> None:
    here, later = best((0, 9_000), (1, 8_000)), best((0, 5_000))
    places = np.array([1, 1], np.int64)
    prices = reserve_prices([here], [[later]], places)
    assert place([here], places).tolist() == [0]
    assert place([here], places, prices).tolist() == [1]


def test_nobody_waits_for_somebody_better_who_is_still_to_come() -> None:
    here, later = best((0, 1_000)), best((0, 10_000))
    places = np.array([1], np.int64)
    assert place([here], places, reserve_prices([here], [[later]], places)).tolist() == [0]


def test_who_comes_in_one_draw_of_four_counts_a_quarter() -> None:
    here, later = best((0, 9_000), (1, 8_000)), best((0, 9_000), (2, 6_000))
    places = np.array([1, 1, 1], np.int64)
    always, seldom = ([[later]] * 4, [[later], [], [], []])
    assert place([here], places, reserve_prices([here], always, places)).tolist() == [1]
    assert place([here], places, reserve_prices([here], seldom, places)).tolist() == [0]


def test_where_nobody_is_to_come_or_there_is_room_for_all_nothing_has_a_price() -> None:
    here, later = best((0, 9_000)), best((0, 9_000))
    assert reserve_prices([here], [], np.array([1], np.int64)).tolist() == [0]
    assert reserve_prices([here], [[later]] * 3, np.array([3], np.int64)).tolist() == [0]
