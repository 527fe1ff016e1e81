"""People and openings are judged pair by pair, however many of either there are."""

import numpy as np
from hypothesis import given

from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.pipeline import judge, judge_all
from matcher.policy import STANDARD
from matcher.records import Opening, Student
from tests.matcher import worlds


@given(worlds.st.lists(worlds.students | worlds.seekers, min_size=3, max_size=6), worlds.openings())
def test_many_people_are_judged_for_one_opening_as_each_alone(
    students: list[Student], opening: Opening
) -> None:
    people = [Candidate.of(student, worlds.TODAY, STANDARD) for student in students]
    for openings in (Columns.of([opening]), Columns.of([])):
        judged = judge_all(Candidates.of(people), openings, STANDARD)
        for row, person in enumerate(people):
            alone = judge(person, openings, STANDARD)
            assert np.array_equal(judged.refusals[row], alone.refusals)
            assert np.array_equal(judged.scores[row], alone.scores)
            for name, assessment in judged.criteria.items():
                assert np.array_equal(assessment.levels[row], alone.criteria[name].levels)
