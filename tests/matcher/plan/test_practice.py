"""What is done without a plan, by hand, and never better than the plan."""

import numpy as np
import pytest

from matcher.plan.practice import everybodys_first, first_come
from matcher.plan.results import Outcome, Proposal
from tests.matcher.plan.districts import District

LIKED = District(np.array([[9_000, 8_000], [9_500, 3_000], [9_000, 7_000]]), [1, 1], [0, 0, 0])
STUDENTS = ["s0", "s1", "s2"]


def test_who_comes_first_takes_the_best_that_is_left() -> None:
    found = first_come(STUDENTS, {"o0": 1, "o1": 1}, LIKED.lists, candidates=1)
    assert list(found) == [
        Proposal("s0", "o0", 9_000, 1, 0, pinned=False),
        Proposal("s1", "o1", 3_000, 2, 6_500, pinned=False),
    ]


def test_who_applies_where_everybody_does_has_a_place_or_nothing() -> None:
    found = everybodys_first(STUDENTS, {"o0": 1, "o1": 1}, LIKED.lists)
    assert [(each.student, each.opening) for each in found] == [("s0", "o0")]


@pytest.mark.parametrize("seed", range(20))
def test_no_practice_is_better_than_the_plan(seed: int) -> None:
    district = District.invented(seed)
    names = [student.ref for student in district.students]
    places = {opening.ref: opening.places for opening in district.openings}
    for found in (
        first_come(names, places, district.lists, candidates=2),
        everybodys_first(names, places, district.lists),
    ):
        proposals = list(found)
        worth = district.worth({each.student: each.opening for each in proposals})
        assert worth <= district.plan().objective
        assert Outcome.of(proposals, worth.priority).objective == worth
