"""An explanation tells every rule that refuses, and knows which openings there are."""

from dataclasses import replace

import pytest

from matcher.errors import UnknownSubject
from matcher.explain import explain
from matcher.vocabulary import Education, Refusal
from tests.matcher.worlds import TODAY


def test_the_lack_of_common_ground_is_told_beside_the_other_rules(
    student_with_nothing_told, opening_with_nothing_told
):
    student = replace(student_with_nothing_told, skills=frozenset({"护理"}))
    opening = replace(opening_with_nothing_told, education=Education.MASTER, skills=frozenset({"Java"}))
    found = explain(student, opening, [opening], as_of=TODAY)
    assert [reason.code for reason in found.refused] == [Refusal.EDUCATION_UNKNOWN, Refusal.NO_COMMON_GROUND]


def test_an_opening_that_is_not_in_the_snapshot_is_unknown(
    student_with_nothing_told, opening_with_nothing_told
):
    with pytest.raises(UnknownSubject) as refused:
        explain(student_with_nothing_told, opening_with_nothing_told, [], as_of=TODAY)
    assert refused.value.params == {"kind": "opening", "ref": opening_with_nothing_told.ref}
