"""A correction that a student asks for is settled once, by an officer, and by nobody else's mistake."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.placing.ask_correction import ask_correction
from api.services.placing.log_service import log_service
from api.services.placing.settle_correction import settle_correction
from models.audit_event import AuditEvent
from models.principal import Principal, Role
from models.queries.service_events import corrections_waiting
from models.service_event import Service
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_student

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def student(session: Session, vault: Vault) -> Student:
    made = a_student(vault)
    session.add(made)
    session.flush()
    return made


@pytest.fixture
def acting(session: Session) -> Acting:
    return Acting(session, Principal(Role.OFFICER, "account:a"), NOW)


def test_it_is_settled_once_and_who_did_so_is_kept(acting: Acting, student: Student) -> None:
    who = Principal(Role.STUDENT, "link:a", student=student.id)
    asked = ask_correction(Acting(acting.session, who, NOW), student, "手机号换了")
    assert corrections_waiting(acting.session, student) == [asked]
    settle_correction(acting, asked)
    assert (asked.settled_at, asked.settled_by) == (NOW, "account:a")
    assert corrections_waiting(acting.session, student) == []
    with pytest.raises(NotPossible, match="ALREADY_SETTLED"):
        settle_correction(acting, asked)
    last = acting.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (last.act, last.subject_ref, last.actor) == ("correction.settled", student.ref, "account:a")


def test_a_call_is_nothing_to_settle(acting: Acting, student: Student) -> None:
    with pytest.raises(NotPossible, match="NO_CORRECTION"):
        settle_correction(acting, log_service(acting, student, Service.CONTACT))
