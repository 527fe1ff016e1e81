from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from matcher.records import Opening as OpeningRecord
from matcher.records import Student as StudentRecord
from matcher.text.profiles import TextProfile
from matcher.vocabulary import Completion, Demand, Education, Hazard, OpeningStatus, StudentState
from models.data_key import DataKey
from models.engine import make_session
from models.errors import DataKeyMissing, VaultMissing
from models.queries.snapshots import load_openings, load_students
from models.vault import Vault
from tests.models.samples import a_company, a_student, an_opening

WELDING = TextProfile((47, 6_180_204), (181, 181))


def test_a_student_as_the_matcher_sees_them(session: Session, vault: Vault) -> None:
    student = a_student(
        vault,
        state=StudentState.SEEKING,
        education=Education.SECONDARY_VOCATIONAL,
        completion=Completion.GRADUATED,
        graduation=date(2026, 6, 30),
        majors=["660104"],
        fields=["welding"],
        skills=["焊接"],
        skills_read=["焊接", "识图"],
        certificates=["welder"],
        experience_months=6,
        experience_profile=WELDING,
        wished_occupations=["6-18-02-04"],
        wage_floor=4000,
        place="320205001",
        wished_places=["320200"],
        needs_dormitory=False,
        may_relocate=True,
        limits=[Demand.NIGHT_SHIFT],
    )
    session.add(student)
    session.commit()
    assert load_students(session) == [
        StudentRecord(
            ref=student.ref,
            key=student.id_number_blind.hex(),
            birth_date=date(2006, 9, 1),
            state=StudentState.SEEKING,
            education=Education.SECONDARY_VOCATIONAL,
            completion=Completion.GRADUATED,
            graduation=date(2026, 6, 30),
            majors=frozenset({"660104"}),
            fields=frozenset({"welding"}),
            skills=frozenset({"焊接"}),
            skills_read=frozenset({"焊接", "识图"}),
            certificates=frozenset({"welder"}),
            experience_months=6,
            experience=WELDING,
            wished_occupations=frozenset({"6-18-02-04"}),
            wage_floor=4000,
            home="320205001",
            wished_places=frozenset({"320200"}),
            needs_dormitory=False,
            may_relocate=True,
            limits=frozenset({Demand.NIGHT_SHIFT}),
        )
    ]


def test_a_student_of_whom_nothing_is_known(session: Session, vault: Vault) -> None:
    student = a_student(vault)
    session.add(student)
    session.commit()
    assert load_students(session) == [
        StudentRecord(ref=student.ref, key=student.id_number_blind.hex(), birth_date=date(2006, 9, 1))
    ]


def test_an_opening_as_the_matcher_sees_it(session: Session) -> None:
    company = a_company(uscc="91320205MA00000000")
    opening = an_opening(
        company,
        external_ref="A-1",
        published=date(2026, 1, 1),
        status=OpeningStatus.WAITING,
        headcount=3,
        filled=1,
        occupation="6-18-02-04",
        occupation_confidence=0.75,
        internship=True,
        place="320205",
        wage_low=5000,
        wage_high=7000,
        education=Education.ANY,
        majors=["660104"],
        fields=["welding"],
        experience_months=0,
        skills=["焊接"],
        certificates=["welder"],
        hazards=[Hazard.DUST],
        minimum_age=18,
        demands=[Demand.STANDING],
        lodging=True,
        duties_profile=WELDING.to_bytes(),
    )
    session.add(opening)
    session.commit()
    assert load_openings(session) == [
        OpeningRecord(
            ref=opening.ref,
            key="91320205MA00000000\x1fA-1",
            company=company.ref,
            title="焊工",
            valid_to=date(2026, 12, 31),
            published=date(2026, 1, 1),
            status=OpeningStatus.WAITING,
            headcount=3,
            filled=1,
            occupation="6-18-02-04",
            occupation_confidence=0.75,
            internship=True,
            place="320205",
            wage_low=5000,
            wage_high=7000,
            education=Education.ANY,
            majors=frozenset({"660104"}),
            fields=frozenset({"welding"}),
            experience_months=0,
            skills=frozenset({"焊接"}),
            certificates=frozenset({"welder"}),
            hazards=frozenset({Hazard.DUST}),
            minimum_age=18,
            demands=frozenset({Demand.STANDING}),
            lodging=True,
            duties=WELDING,
        )
    ]


def test_without_codes_names_make_the_key(session: Session) -> None:
    session.add(an_opening(a_company("云朵"), place_key="320205"))
    session.commit()
    assert [opening.key for opening in load_openings(session)] == ["云朵\x1f焊工\x1f320205"]


def test_no_hazards_declared_is_not_a_declaration_of_none(session: Session) -> None:
    company = a_company()
    session.add_all([an_opening(company, "甲", hazards=None), an_opening(company, "乙", hazards=[])])
    session.commit()
    assert [opening.hazards for opening in load_openings(session)] == [None, frozenset()]


def test_openings_of_a_suspended_company_count_as_withdrawn(session: Session) -> None:
    company = a_company()
    session.add(an_opening(company))
    session.commit()
    (before,) = load_openings(session)
    company.suspend("欠薪", datetime(2026, 11, 1, tzinfo=UTC))
    session.commit()
    assert load_openings(session) == [replace(before, status=OpeningStatus.WITHDRAWN)]


def test_only_some_may_be_loaded(session: Session, vault: Vault) -> None:
    company = a_company()
    students = [a_student(vault, id_number=str(number)) for number in range(3)]
    openings = [an_opening(company, str(number)) for number in range(3)]
    session.add_all([*students, *openings])
    session.commit()
    assert [found.ref for found in load_students(session, refs=[students[1].ref])] == [students[1].ref]
    assert [found.ref for found in load_openings(session, refs=[openings[1].ref])] == [openings[1].ref]
    assert load_students(session, refs=[]) == []


def test_names_stay_sealed(session: Session, vault: Vault) -> None:
    student = a_student(vault)
    session.add(student)
    session.commit()
    student.name_sealed = student.id_number_sealed = b"no name opens from this"
    session.commit()
    assert len(load_students(session)) == 1


def test_a_student_without_a_key_is_not_passed_over_in_silence(session: Session, vault: Vault) -> None:
    session.add(a_student(vault))
    session.commit()
    session.execute(delete(DataKey))
    with pytest.raises(DataKeyMissing):
        load_students(session)


def test_students_need_a_vault(session: Session) -> None:
    with make_session(session.get_bind().engine, None) as blind, pytest.raises(VaultMissing):
        load_students(blind)
