"""Places are held back for who is registered and comes later, and nobody here goes without for it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.columns import Columns
from matcher.plan.holding import Sparing, arrivals, plan_sparing
from matcher.plan.orders import Cap, Orders
from matcher.plan.ranked import plan_students
from matcher.policy import STANDARD
from matcher.ranking import EveryPair, Ranking
from matcher.records import Opening, Student
from matcher.vocabulary import Completion, Education, StudentState
from tests.matcher.worlds import TODAY, markets, seekers, students

UNTIL = TODAY + timedelta(weeks=8)


@pytest.fixture
def here(student_with_nothing_told: Student) -> Student:
    """Who could do either work; the packing asks for what they can."""
    return replace(
        student_with_nothing_told,
        ref="here",
        key="a",
        education=Education.COLLEGE,
        completion=Completion.GRADUATED,
        skills=frozenset({"沟通能力", "Excel"}),
    )


@pytest.fixture
def later(here: Student) -> Student:
    """Who is sixteen in four weeks, and may do the packing alone."""
    born = date(TODAY.year - 16, TODAY.month, TODAY.day) + timedelta(weeks=4)
    return replace(here, ref="later", key="b", birth_date=born, education=Education.MIDDLE_SCHOOL)


@pytest.fixture
def packing(opening_with_nothing_told: Opening) -> Opening:
    """One place that either may have."""
    return replace(
        opening_with_nothing_told,
        ref="packing",
        key="p",
        title="装配工",
        valid_to=UNTIL,
        skills=frozenset({"沟通能力"}),
    )


@pytest.fixture
def ranking(packing: Opening) -> Ranking:
    """That place, and one that takes a diploma and more than `here` can do."""
    books = replace(
        packing,
        ref="books",
        key="q",
        title="会计",
        education=Education.COLLEGE,
        skills=frozenset({"Excel", "会计核算", "焊接", "MySQL"}),
    )
    return Ranking(EveryPair(Columns.of([packing, books])))


def pairs(found: Sparing) -> dict[str, str]:
    return {each.student: each.opening for each in found.plan.proposals}


def test_a_place_is_held_for_who_has_no_other(here: Student, later: Student, ranking: Ranking) -> None:
    alone = plan_sparing([here], {}, ranking, as_of=TODAY, until=UNTIL)
    assert (pairs(alone), alone.held, alone.cost) == ({"here": "packing"}, (), 0)
    both = plan_sparing([here, later], {}, ranking, as_of=TODAY, until=UNTIL)
    assert pairs(both) == {"here": "books"}
    (held,) = both.held
    assert (held.opening, held.places, held.students, held.others) == ("packing", 1, ("later",), 1)
    assert held.first_day == both.arrivals["later"] == TODAY + timedelta(weeks=4)
    assert both.cost == both.plan.proposals[0].regret > 0


def test_what_ends_before_somebody_comes_is_held_for_nobody(
    here: Student, later: Student, packing: Opening
) -> None:
    short = replace(packing, valid_to=TODAY + timedelta(weeks=3))
    found = plan_sparing([here, later], {}, Ranking(EveryPair(Columns.of([short]))), as_of=TODAY, until=UNTIL)
    assert (list(found.arrivals), found.held) == (["later"], ())
    assert pairs(found) == {"here": "packing"}


def test_nobody_waits_for_who_is_still_to_come(here: Student, later: Student, packing: Opening) -> None:
    only = Ranking(EveryPair(Columns.of([packing])))
    found = plan_sparing([here, later], {"later": 9}, only, as_of=TODAY, until=UNTIL)
    assert pairs(found) == {"here": "packing"}
    assert found.held == ()


def test_what_officers_order_is_heeded(here: Student, later: Student, ranking: Ranking) -> None:
    for orders in (
        Orders(pins={"here": "packing"}),
        Orders(bans=frozenset({("here", "books")})),
        Orders(caps=[Cap("books", frozenset({"books"}), 0)]),
    ):
        found = plan_sparing([here, later], {}, ranking, orders, as_of=TODAY, until=UNTIL)
        assert (pairs(found), found.held) == ({"here": "packing"}, ())


def test_who_comes_and_when(student_with_nothing_told: Student) -> None:
    in_school = replace(
        student_with_nothing_told,
        completion=Completion.IN_SCHOOL,
        graduation=TODAY.replace(year=TODAY.year + 1) + timedelta(days=20),
    )
    people = {
        "in school": in_school,
        "last year": replace(in_school, graduation=TODAY + timedelta(days=20)),
        "out of school": student_with_nothing_told,
        "army": replace(in_school, state=StudentState.ARMY),
        "far": replace(in_school, graduation=date(TODAY.year + 3, 6, 30)),
        "fifteen": replace(
            student_with_nothing_told, birth_date=TODAY.replace(year=TODAY.year - 16) + timedelta(days=1)
        ),
    }
    told = [replace(student, ref=ref) for ref, student in people.items()]
    assert arrivals(told, STANDARD, as_of=TODAY, until=UNTIL) == {
        "in school": TODAY + timedelta(days=20),
        "fifteen": TODAY + timedelta(days=1),
    }


@given(st.lists(students | seekers, max_size=6), markets, st.integers(1, 3))
def test_as_many_are_placed_as_without_holding_back(
    people: list[Student], market: list[Opening], candidates: int
) -> None:
    ranking = Ranking(EveryPair(Columns.of(market)))
    whole = plan_students(people, {}, ranking, as_of=TODAY)
    found = plan_sparing(
        people, {}, ranking, as_of=TODAY, until=TODAY + timedelta(weeks=104), candidates=candidates
    )
    assert found.plan.objective[:2] == whole.objective[:2]
    assert found.plan.objective.score == whole.objective.score - found.cost
    left = {opening.ref: opening.headcount - opening.filled for opening in market}
    for held in found.held:
        taken = sum(each.opening == held.opening for each in found.plan.proposals)
        assert taken + held.places <= left[held.opening]
        assert set(held.students) <= set(found.arrivals)
