"""Lists of students: what is asked for, in the order that is asked for."""

from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.reference.education import attained
from matcher.vocabulary import Completion, Education, StudentState
from models.queries import students
from models.queries.listed_students import WantedStudents, is_in_school, list_students
from models.student import Student
from models.vault import Vault
from tests.models.samples import NOW, a_company, a_referral, a_shortlist, a_student, an_opening

TODAY = date(2026, 11, 2)


def test_in_school_is_what_the_matcher_takes_for_it(session: Session, vault: Vault) -> None:
    days = (None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=900))
    stands = list(product((None, *Completion), days))
    for number, (completion, graduation) in enumerate(stands):
        session.add(a_student(vault, id_number=str(number), completion=completion, graduation=graduation))
    session.flush()
    found = {
        (student.completion, student.graduation)
        for student in session.scalars(select(Student).where(is_in_school(TODAY)))
    }
    rest = {
        (student.completion, student.graduation)
        for student in session.scalars(select(Student).where(~is_in_school(TODAY)))
    }
    assert found == {each for each in stands if attained(None, *each, TODAY).in_school}
    assert found | rest == set(stands)


@pytest.fixture
def registry(session: Session, vault: Vault) -> Session:
    """Three students who differ."""
    told = (
        {"state": StudentState.SEEKING, "education": Education.COLLEGE, "place": "320205001", "school": "乙"},
        {"state": StudentState.INTERVIEW, "graduation": date(2024, 6, 30), "place": "320205002"},
        {"graduation": date(2023, 6, 30), "school": "甲"},
    )
    for number, fields in enumerate(told):
        session.add(a_student(vault, id_number=str(number), name="一二三"[number], **fields))
    session.commit()
    return session


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (WantedStudents(), "一二三"),
        (WantedStudents(state=StudentState.SEEKING), "一"),
        (WantedStudents(seeking=True), "一二"),
        (WantedStudents(seeking=False), "三"),
        (WantedStudents(education=Education.COLLEGE), "一"),
        (WantedStudents(place="320205"), "一二"),
        (WantedStudents(place="320205002"), "二"),
        (WantedStudents(sort="-registered"), "三二一"),
        (WantedStudents(sort="graduation"), "三二一"),
        (WantedStudents(sort="-graduation"), "二三一"),
        (WantedStudents(page=2, page_size=2), "三"),
        (WantedStudents(text="二", seeking=True), "二"),
        (WantedStudents(text="三", seeking=True), ""),
    ],
)
def test_a_list_holds_what_is_wanted(registry: Session, wanted: WantedStudents, names: str) -> None:
    page = list_students(registry, wanted, TODAY)
    assert "".join(student.name for student in page.items) == names


def test_the_handle_of_a_referral_finds_whose_it_is(session: Session, vault: Vault) -> None:
    ours, other = a_student(vault), a_student(vault, id_number="2")
    kept = a_shortlist(ours, an_opening(a_company()))
    session.add_all([kept, other])
    session.flush()
    referral = a_referral(kept.items[0], proposed_at=NOW)
    session.add(referral)
    session.flush()
    assert [each.ref for each in students.find(session, f" {referral.ref.upper()} ").items] == [ours.ref]
