"""A small district where one place is wanted now by somebody who has another, and soon by a graduate."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.lifecycle import due_on
from matcher.policy import STANDARD
from matcher.vocabulary import Completion, StudentState
from models.opening import Opening
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_student, an_opening

WEEKS = 4


def let_a_graduate_come(session: Session, vault: Vault, today: date) -> str:
    """In two weeks, for the one place of the bookkeeper; a second opening, not as good, ends before.

    Returns the reference of the second.
    """
    for opening in session.scalars(select(Opening)):
        opening.filled = opening.headcount
    wanted = session.scalars(select(Opening).where(Opening.title == "会计")).one()
    wanted.filled -= 1
    here = session.scalars(select(Student).where(Student.state == StudentState.SEEKING)).one()
    alike = (
        "occupation",
        "occupation_confidence",
        "place",
        "education",
        "experience_months",
        "wage_low",
        "wage_high",
    )
    second = an_opening(
        wanted.company,
        "出纳",
        **{name: getattr(wanted, name) for name in alike},
        skills=["焊接"],
        valid_to=today + timedelta(weeks=1),
    )
    known = ("place", "education", "school", "major_words", "fields", "skills", "wished_occupations")
    graduation = due_on(today, STANDARD.thresholds.school_horizon_months) + timedelta(weeks=2)
    later = a_student(
        vault,
        id_number="320205200304019999",
        **{name: getattr(here, name) for name in known},
        state=StudentState.SEEKING,
        completion=Completion.IN_SCHOOL,
        graduation=graduation,
        hardships=[],
    )
    session.add_all([second, later])
    session.flush()
    return second.ref
