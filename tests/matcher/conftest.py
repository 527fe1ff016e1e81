"""Records that many tests of the matcher begin with."""

from datetime import date

import pytest

from matcher.records import Opening, Student
from tests.matcher.worlds import TODAY


@pytest.fixture
def student_with_nothing_told() -> Student:
    return Student(ref="s", key="s", birth_date=date(2004, 5, 6))


@pytest.fixture
def opening_with_nothing_told() -> Opening:
    return Opening(ref="o", key="A\x1f工作\x1f", company="A", title="工作", valid_to=TODAY)
