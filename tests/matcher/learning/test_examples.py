from dataclasses import fields

from matcher.learning.examples import Example, Examples, criteria_in_force, shares_of
from matcher.policy import STANDARD, Policy
from matcher.results import Bar


def test_an_example_has_no_place_for_what_is_protected() -> None:
    assert {field.name: field.type for field in fields(Example)} == {
        "student": str,
        "shares": tuple[float, ...],
        "good": bool,
    }


def test_shares_are_points_of_what_there_was_to_gain() -> None:
    bars = [Bar("wage", "PARTLY", 405, 540), Bar("skills", "NONE", 0, 2070)]
    assert shares_of(bars, ["skills", "wage"]) == (0.0, 0.75)
    assert shares_of(bars, ["skills", "study"]) is None
    assert shares_of([Bar("wage", "UNKNOWN", 0, 0)], ["wage"]) is None  # it counted nothing then


def test_of_a_criterion_that_counts_nothing_nothing_is_learned() -> None:
    points = {criterion: dict(levels) for criterion, levels in STANDARD.points.items()}
    points["skills"]["ALL"] += STANDARD.of("wage")
    points["wage"] = dict.fromkeys(points["wage"], 0)
    assert set(criteria_in_force(STANDARD)) - set(criteria_in_force(Policy("mine", points))) == {"wage"}


def test_the_order_of_reading_counts_for_nothing() -> None:
    known = [Example("b", (0.5,), True), Example("a", (1.0,), False), Example("a", (0.25,), True)]
    one, other = Examples.of(known, 1), Examples.of(reversed(known), 1)
    assert one.shares.tolist() == other.shares.tolist() == [[0.25], [1.0], [0.5]]
    assert one.students.tolist() == [0, 0, 1]
    assert (len(one), one.student_count) == (3, 2)
    assert len(Examples.of([], 9)) == Examples.of([], 9).student_count == 0
