from datetime import date

import pytest

from matcher.reference.education import Attained, attained, rank
from matcher.vocabulary import Completion, Education

TODAY = date(2025, 9, 1)


PAST, SOON, LATER = date(2025, 6, 30), date(2026, 6, 30), date(2027, 6, 30)


def test_levels_in_their_order_the_secondary_schools_equal() -> None:
    order = [
        Education.PRIMARY_SCHOOL,
        Education.MIDDLE_SCHOOL,
        Education.HIGH_SCHOOL,
        Education.COLLEGE,
        Education.BACHELOR,
        Education.MASTER,
        Education.DOCTOR,
    ]
    assert [rank(level) for level in order] == [1, 2, 3, 4, 5, 6, 7]
    secondary = [Education.SECONDARY_VOCATIONAL, Education.VOCATIONAL_HIGH, Education.TECHNICAL_SCHOOL]
    assert {rank(level) for level in secondary} == {rank(Education.HIGH_SCHOOL)}
    assert rank(Education.ANY) == rank(Education.OTHER) == 0


@pytest.mark.parametrize(
    ("level", "entry"),
    [
        (Education.DOCTOR, Education.MASTER),
        (Education.MASTER, Education.BACHELOR),
        (Education.BACHELOR, Education.HIGH_SCHOOL),
        (Education.COLLEGE, Education.HIGH_SCHOOL),
        (Education.SECONDARY_VOCATIONAL, Education.MIDDLE_SCHOOL),
        (Education.HIGH_SCHOOL, Education.MIDDLE_SCHOOL),
        (Education.MIDDLE_SCHOOL, Education.PRIMARY_SCHOOL),
        (None, None),
    ],
)
@pytest.mark.parametrize("completion", [Completion.COMPLETED, Completion.LEFT])
def test_a_course_without_diploma_counts_its_entry(
    level: Education | None, entry: Education | None, completion: Completion
) -> None:
    assert attained(level, completion, PAST, TODAY) == Attained(entry)


@pytest.mark.parametrize(
    ("completion", "graduation", "expected"),
    [
        (Completion.GRADUATED, None, Attained(Education.COLLEGE)),
        (Completion.IN_SCHOOL, SOON, Attained(Education.COLLEGE, expected=True, in_school=True)),
        (Completion.IN_SCHOOL, LATER, Attained(Education.HIGH_SCHOOL, in_school=True)),
        (Completion.IN_SCHOOL, None, Attained(Education.HIGH_SCHOOL, in_school=True)),
        (Completion.IN_SCHOOL, PAST, Attained(Education.COLLEGE)),
        (None, PAST, Attained(Education.COLLEGE)),
        (None, TODAY, Attained(Education.COLLEGE)),
        (None, SOON, Attained(Education.COLLEGE, expected=True, in_school=True)),
        (None, LATER, Attained(Education.HIGH_SCHOOL, in_school=True)),
        (None, None, Attained(Education.COLLEGE)),
    ],
)
def test_what_counts_on_a_day(
    completion: Completion | None, graduation: date | None, expected: Attained
) -> None:
    assert attained(Education.COLLEGE, completion, graduation, TODAY) == expected


def test_the_horizon_ends_on_the_same_day_of_the_month() -> None:
    assert attained(Education.COLLEGE, None, date(2026, 9, 1), TODAY).expected
    assert not attained(Education.COLLEGE, None, date(2026, 9, 2), TODAY).expected
    assert attained(Education.COLLEGE, None, date(2026, 2, 28), date(2025, 2, 28), 12).expected
    assert attained(Education.COLLEGE, None, date(2024, 2, 29), date(2023, 8, 31), 6).expected
