"""An explanation tells every rule that refuses, what a listed opening did better, and which there are."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from matcher.vocabulary import Education, Refusal
from tests.matcher.every_pair import explain, shortlist_openings
from tests.matcher.worlds import TODAY, markets, seekers


def test_the_lack_of_common_ground_is_told_beside_the_other_rules(
    student_with_nothing_told, opening_with_nothing_told
):
    student = replace(student_with_nothing_told, skills=frozenset({"护理"}))
    opening = replace(opening_with_nothing_told, education=Education.MASTER, skills=frozenset({"Java"}))
    found = explain(student, opening, [opening], as_of=TODAY)
    assert [reason.code for reason in found.refused] == [Refusal.EDUCATION_UNKNOWN, Refusal.NO_COMMON_GROUND]


@given(seekers, markets, st.integers(1, 4))
def test_who_is_beyond_the_end_is_told_what_the_last_one_listed_did_better(student, market, k):
    listed = shortlist_openings(student, market, as_of=TODAY, k=k).items
    for opening in market:
        found = explain(student, opening, market, as_of=TODAY, k=k)
        if found.match is None or found.match.rank <= k:
            assert found.behind is None
            continue
        assert found.behind is not None
        assert found.behind.last == listed[-1]
        lost = [difference.points for difference in found.behind.differences]
        assert sum(lost) == found.match.score - found.behind.last.score <= 0
        assert all(one <= other for one, other in pairwise(lost))
        points = {bar.criterion: bar.points for bar in found.match.bars}
        for bar in found.behind.last.bars:
            points[bar.criterion] -= bar.points
        assert points == {each.criterion: each.points for each in found.behind.differences}
