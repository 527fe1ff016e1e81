"""Lists that spread hold to what places bear, and lose no more than that takes."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from matcher.plan.spread import spread_lists
from tests.matcher.plan.districts import REFUSED, District


@pytest.mark.parametrize("seed", range(20))
def test_no_opening_is_on_more_lists_than_its_places_bear(seed: int) -> None:
    district = District.invented(seed, students=40, openings=20)
    district = replace(district, places=[max(places, 1) for places in district.places])
    found = spread_lists(district.students, district.openings, district.lists, k=4, per_place=2)
    proposed = Counter(opening for refs in found.lists.values() for opening in refs)
    assert set(found.lists) == {student.ref for student in district.students}
    for opening in district.openings:
        assert proposed[opening.ref] <= 2 * opening.places
    for student, refs in found.lists.items():
        scores = [int(district.scores[int(student[1:]), int(ref[1:])]) for ref in refs]
        assert len(refs) == len(set(refs)) <= 4
        assert REFUSED not in scores
        assert scores == sorted(scores, reverse=True)
    assert all(crowd.load <= 2 for crowd in found.after.congestion.crowded)


def test_where_places_bear_it_everybody_keeps_the_own_best() -> None:
    district = District(np.array([[9_000, 8_000, 1_000], [9_000, 8_000, 1_000]]), [1, 1, 1], [0, 0])
    wide = spread_lists(district.students, district.openings, district.lists, k=2, per_place=2)
    assert wide.lists == {"s0": ["o0", "o1"], "s1": ["o0", "o1"]}
    assert wide.before == wide.after
    tight = spread_lists(district.students, district.openings, district.lists, k=1, per_place=1)
    assert sorted(refs for (refs,) in tight.lists.values()) == ["o0", "o1"]
    assert (tight.before.mean_score, tight.after.mean_score) == (9_000, 8_500)


def test_who_is_crowded_out_of_all_candidates_has_more_looked_at() -> None:
    crowd = np.full((60, 70), REFUSED)
    crowd[:, :60] = 9_500
    crowd[59] = [9_000] * 60 + [1_000] * 10
    district = District(crowd, [1] * 70, [0] * 60)
    found = spread_lists(district.students, district.openings, district.lists, k=2, per_place=1)
    assert found.lists["s59"] == ["o60", "o61"]


def test_nobody_has_no_lists() -> None:
    found = spread_lists([], [], lambda refs, k: iter(()), k=3)
    assert (found.lists, found.after.mean_score) == ({}, None)
