"""A personal link is good for one student and some weeks, and only its digest is kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.placing.ask_correction import A_DAY, ask_correction
from api.services.placing.personal_links import find_holder, make_link, mark_used, revoke_links
from models.audit_event import AuditEvent
from models.personal_link import PersonalLink
from models.principal import Principal, Role
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_student

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def student(session: Session, vault: Vault) -> Student:
    student = a_student(vault)
    session.add(student)
    session.flush()
    return student


@pytest.fixture
def acting(session: Session) -> Acting:
    return Acting(session, Principal(Role.OFFICER, "account:a"), NOW)


def test_whoever_has_the_secret_is_the_student(acting: Acting, session: Session, student: Student) -> None:
    link, secret = make_link(acting, student)
    assert len(secret) >= 43  # 256 bits
    holder = find_holder(session, secret, NOW)
    assert holder is not None
    assert holder.principal == Principal(Role.STUDENT, f"link:{link.ref}", student=student.id)
    mark_used(session, holder.number, NOW)
    again = find_holder(session, secret, NOW)
    assert again is not None
    assert again.last_used_at == NOW


def test_the_secret_is_nowhere_kept(acting: Acting, session: Session, student: Student) -> None:
    link, secret = make_link(acting, student)
    kept = [str(vars(row)) for table in (PersonalLink, AuditEvent) for row in session.scalars(select(table))]
    assert kept
    assert not any(secret in row for row in kept)
    assert secret.encode() not in link.secret_mac


@pytest.mark.parametrize("days", [1, 60])
def test_it_ends_on_its_day(acting: Acting, session: Session, student: Student, days: int) -> None:
    _, secret = make_link(acting, student, days)
    end = NOW + timedelta(days=days)
    assert find_holder(session, secret, end - timedelta(seconds=1)) is not None
    assert find_holder(session, secret, end) is None


@pytest.mark.parametrize("days", [0, 61])
def test_it_lasts_sixty_days_at_most(acting: Acting, student: Student, days: int) -> None:
    with pytest.raises(NotPossible, match="LINK_DAYS"):
        make_link(acting, student, days)


def test_a_new_link_ends_the_one_before(acting: Acting, session: Session, student: Student) -> None:
    _, first = make_link(acting, student)
    _, second = make_link(acting, student)
    assert find_holder(session, first, NOW) is None
    assert find_holder(session, second, NOW) is not None


def test_a_revoked_link_is_dead_at_once(acting: Acting, session: Session, student: Student) -> None:
    _, secret = make_link(acting, student)
    assert revoke_links(acting, student)
    assert find_holder(session, secret, NOW) is None
    assert not revoke_links(acting, student)
    acts = session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)).all()
    assert acts == ["link.made", "link.revoked"]


@pytest.mark.parametrize("secret", ["", "a" * 43, "é\ud800"])
def test_nothing_else_is_a_link(acting: Acting, session: Session, student: Student, secret: str) -> None:
    make_link(acting, student)
    assert find_holder(session, secret, NOW) is None


def test_under_fourteen_there_is_none(acting: Acting, session: Session, vault: Vault) -> None:
    child = a_student(vault, id_number="32020520130901001X", birth_date=date(2013, 9, 1))
    session.add(child)
    with pytest.raises(NotPossible, match="TOO_YOUNG"):
        make_link(acting, child)


def test_corrections_are_asked_for_but_not_without_end(acting: Acting, student: Student) -> None:
    for _ in range(A_DAY):
        assert ask_correction(acting, student, "手机号换了").note == "手机号换了"
    with pytest.raises(NotPossible, match="ENOUGH_TODAY"):
        ask_correction(acting, student, "还有")
    ask_correction(Acting(acting.session, acting.who, NOW + timedelta(days=2)), student, "还有")
    with pytest.raises(NotPossible, match="WORDS_MISSING"):
        ask_correction(acting, student, " ")
