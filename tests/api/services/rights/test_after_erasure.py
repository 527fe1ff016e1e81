"""What can still be done with the rows of somebody who is erased, and that none of it brings them back."""

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.placing.owed_services import owed_services
from api.services.placing.place_student import check_retention, end_placement, prove
from api.services.rights.erase_student import erase_student
from matcher.vocabulary import SEEKING, EndReason, Evidence, StudentState
from models.erasure import ErasureReason
from models.placement import Placement, Retention
from models.principal import Principal
from models.queries.groups import load_memberships
from models.queries.service_promise import PROMISE
from models.referral import Referral
from models.student import Student
from models.vault import Vault
from tests.api.services.whole_life import NOW, a_whole_life

OPERATOR = Principal.operator("test")


@pytest.fixture
def acting(session: Session) -> Acting:
    return Acting(session, OPERATOR, NOW)


@pytest.fixture
def placement(session: Session, vault: Vault, acting: Acting) -> Placement:
    """One that lasts, of somebody who is erased."""
    student = a_whole_life(session, vault)
    for referral in session.scalars(select(Referral)):
        referral.interview_at = NOW
    placement = Placement(
        student=student,
        employer="别处公司",
        started=date(2026, 7, 5),
        evidence=Evidence.CONTRACT,
        recorded_at=NOW,
        recorded_by="account:a",
    )
    session.add(placement)
    session.commit()
    erase_student(acting, student, ErasureReason.REQUEST, placed=True)
    session.commit()
    return placement


def test_nothing_more_is_learned_of_them(acting: Acting, placement: Placement) -> None:
    with pytest.raises(NotPossible, match="ERASED"):
        prove(acting, placement, Evidence.INSURANCE, date(2026, 11, 1), words="社保缴费单")
    with pytest.raises(NotPossible, match="ERASED"):
        check_retention(acting, placement, 3, Retention.EMPLOYED, date(2026, 11, 1))


def test_the_end_of_their_work_does_not_make_them_seek(
    session: Session, acting: Acting, placement: Placement
) -> None:
    end_placement(acting, placement, date(2026, 11, 1), EndReason.STUDENT_LEFT)
    session.commit()
    assert placement.ended == date(2026, 11, 1)
    assert placement.student.state is StudentState.LEFT_PROGRAMME
    assert owed_services(session, PROMISE, NOW) == []


def test_the_database_lets_nobody_who_is_erased_seek_again(session: Session, placement: Placement) -> None:
    again = update(Student).where(Student.id == placement.student_id).values(state=StudentState.SEEKING)
    with pytest.raises(IntegrityError, match="erased"):
        session.execute(again)


def test_nobody_who_is_erased_is_counted_among_those_who_are_there(
    session: Session, placement: Placement
) -> None:
    left = [*SEEKING, StudentState.LEFT_PROGRAMME]
    assert load_memberships(session, states=left, as_of=NOW.date()) == []


def test_no_interview_tells_who_was_erased(session: Session, placement: Placement) -> None:
    interviews = session.execute(select(Referral.interview_at, Referral.interview_place)).all()
    assert interviews == [(None, None)] * 2
