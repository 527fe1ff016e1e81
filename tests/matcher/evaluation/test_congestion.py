from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.eligibility import OPENINGS_OWN, first_refusals
from matcher.evaluation.congestion import congestion, gini, lorenz, places_left
from matcher.policy import STANDARD
from matcher.records import Opening, Student
from matcher.vocabulary import Refusal
from tests.matcher import worlds

counts = st.lists(st.integers(0, 50), min_size=1, max_size=300)


@given(counts)
def test_gini_is_half_the_mean_difference_over_the_mean(values: list[int]):
    array = np.array(values)
    difference = np.abs(array[:, None] - array[None, :]).mean()
    expected = difference / (2 * array.mean()) if array.any() else 0
    assert gini(values) == pytest.approx(expected)


@given(counts)
def test_the_lorenz_curve_rises_below_the_diagonal(values: list[int]):
    curve = lorenz(values)
    assert (curve[0], curve[-1]) == ((0, 0), (1, 1))
    assert len(curve) <= 101
    assert list(curve) == sorted(curve)
    assert all(y <= x + 1e-12 for x, y in curve)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=100))
def test_the_gini_coefficient_is_twice_the_area_above_the_lorenz_curve(values: list[int]):
    x, y = zip(*lorenz(values), strict=True)
    assert gini(values) == pytest.approx(1 - 2 * np.trapezoid(y, x))


@given(worlds.markets)
def test_available_is_what_no_rule_of_its_own_refuses(market: list[Opening]):
    adult = Candidate.of(Student(ref="s", key="s", birth_date=date(2000, 1, 1)), worlds.TODAY, STANDARD)
    columns = Columns.of(market)
    own = [tuple(Refusal).index(code) for code in OPENINGS_OWN]
    refused = np.isin(first_refusals(Candidates.of([adult]), columns, STANDARD)[0], own)
    free = {opening.ref for opening, out in zip(columns.openings, refused, strict=True) if not out}
    assert set(places_left(columns, worlds.TODAY)) == free


def test_figures_of_a_small_market():
    places = {"a": 1, "b": 4, "c": 2, "d": 1}
    found = congestion([["a", "b"], ["a", "b"], ["a", "gone"], []], places)
    assert (found.openings, found.places, found.proposals) == (4, 8, 5)
    assert found.never_proposed == 0.5
    assert found.load == 5 / 8
    assert [(crowd.opening, crowd.proposed, crowd.load) for crowd in found.crowded] == [
        ("a", 3, 3.0),
        ("b", 2, 0.5),
    ]
    assert found.gini == pytest.approx(gini([3, 2, 0, 0]))


def test_of_equal_loads_the_more_often_proposed_comes_first_and_only_ten_are_named():
    places = {str(number): 1 + number % 2 for number in range(14)}
    lists = [[ref] * left for ref, left in places.items()]
    crowded = congestion(lists, places).crowded
    assert len(crowded) == 10
    assert [crowd.places for crowd in crowded[:7]] == [2] * 7
    assert [crowd.opening for crowd in crowded[:2]] == ["1", "3"]


def test_a_market_without_openings_has_no_congestion():
    found = congestion([[]], {})
    assert (found.load, found.gini, found.never_proposed, found.crowded) == (None, None, None, ())


def test_a_day_later_an_opening_may_be_gone(opening_with_nothing_told: Opening):
    last = opening_with_nothing_told.valid_to
    alone = Columns.of([opening_with_nothing_told])
    assert places_left(alone, last) == {"o": 1}
    assert places_left(alone, last + timedelta(days=1)) == {}
