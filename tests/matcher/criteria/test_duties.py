"""How alike a student's experience and an opening's duties are."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.criteria.duties import likeness
from matcher.policy import STANDARD
from matcher.records import Opening, Student
from matcher.text.profiles import ALIKE, TextProfile, profile
from tests.matcher.text.test_profiles import DUTIES, TOLD, texts
from tests.matcher.worlds import TODAY

STUDENT = Student("s", "s", TODAY)
OPENING = Opening("o", "o", "A", "普工", TODAY)


def alike(experiences: Sequence[TextProfile], duties: Sequence[TextProfile]) -> list[list[int]]:
    people = Candidates.of(
        Candidate.of(replace(STUDENT, experience=own), TODAY, STANDARD) for own in experiences
    )
    openings = [replace(OPENING, ref=f"{number:02}", duties=each) for number, each in enumerate(duties)]
    found: list[list[int]] = likeness(people, Columns.of(openings)).tolist()
    return found


@pytest.mark.parametrize("work", TOLD)
def test_the_duties_of_the_same_work_are_the_most_alike(work: str) -> None:
    (found,) = alike([profile(TOLD[work])], [profile(duties) for duties in DUTIES.values()])
    assert list(DUTIES)[int(np.argmax(found))] == work


@given(st.lists(texts, min_size=1, max_size=4), st.lists(texts, min_size=1, max_size=4))
def test_likeness_is_a_share_and_goes_both_ways(some: list[str], others: list[str]) -> None:
    """Of many people and few openings as of few people and many openings."""
    one, other = [list(map(profile, told)) for told in (some, others)]
    found = alike(one, other)
    assert found == np.transpose(alike(other, one)).tolist()
    for own, row in zip(one, found, strict=True):
        assert all(0 <= share <= 1.03 * ALIKE for share in row)
        assert all(row[number] for number, same in enumerate(other) if same == own and len(own.features) > 1)


def test_likeness_is_the_integer_dot_product_over_the_square_of_the_length() -> None:
    one = TextProfile((1, 7, 1_000_000), (100, 50, 200))
    other = TextProfile((7, 9, 1_000_000), (80, 10, 120))
    assert alike([one], [other, TextProfile()]) == [[(50 * 80 + 200 * 120) * 1000 // 65536, 0]]
