"""Services are logged once and counted from the log: what is promised, what was done, what is owed."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.placing.log_service import log_once, log_service, take_back_service
from api.services.placing.owed_services import owed_services, served_this_year
from matcher.vocabulary import Completion, StudentState
from models.principal import Principal, Role
from models.queries.service_events import get_service, services_of
from models.queries.service_promise import COUNTS_AS, PROMISE, Promised, read_promise
from models.scope import scoped_session
from models.service_event import Service
from models.student import Student
from models.taking_back import Mistake
from models.vault import Vault
from tests.models.samples import a_student

NOW = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
SEEKER: Mapping[str, Any] = {"state": StudentState.SEEKING, "completion": Completion.GRADUATED}


@pytest.fixture
def acting(session: Session) -> Acting:
    return Acting(session, Principal(Role.OFFICER, "account:a"), NOW)


@pytest.fixture
def student(session: Session, vault: Vault) -> Student:
    made = a_student(vault, place="320205001", **SEEKER)
    session.add(made)
    session.flush()
    return made


def owed(session: Session, now: datetime = NOW) -> dict[str, list[int]]:
    return {each.ref: list(each.owed.values()) for each in owed_services(session, PROMISE, now)}


def test_what_is_owed_is_what_was_promised_and_not_done(
    acting: Acting, student: Student, session: Session
) -> None:
    assert owed(session) == {student.ref: [1, 1, 3, 1]}
    for kind in (Service.BRIEFING, Service.RECOMMENDATION, Service.RECOMMENDATION, Service.CONTACT):
        log_service(acting, student, kind, note=" 街道会议室 ")
    assert owed(session) == {student.ref: [0, 1, 1, 1]}
    for kind in (Service.GUIDANCE, Service.INTERNSHIP, Service.TRAINING):
        log_service(acting, student, kind)
    assert owed(session) == {student.ref: [0, 0, 1, 0]}  # never less than nothing
    log_service(acting, student, Service.RECOMMENDATION)
    assert owed(session) == {}
    served = served_this_year(session, student, PROMISE, NOW)
    assert list(served.done.values()) == [1, 1, 3, 2]


def test_a_click_too_many_counts_once(acting: Acting, student: Student, session: Session) -> None:
    yesterday = date(2026, 11, 1)
    assert log_once(acting, student, Service.BRIEFING, note="街道会议室") is not None
    assert log_once(acting, student, Service.BRIEFING, note=" 街道会议室") is None
    soon = Acting(session, acting.who, NOW + timedelta(seconds=59))
    assert log_once(soon, student, Service.BRIEFING, date(2026, 11, 2), "街道会议室") is None
    others = [
        log_once(soon, student, Service.BRIEFING, note="另一场"),
        log_once(soon, student, Service.BRIEFING, yesterday, "街道会议室"),
        log_once(soon, student, Service.GUIDANCE, note="街道会议室"),
        log_once(Acting(session, Principal(Role.OFFICER, "account:b"), NOW), student, Service.BRIEFING),
        log_once(Acting(session, acting.who, NOW + timedelta(minutes=1)), student, Service.BRIEFING),
    ]
    assert None not in others
    assert services_of(session, student, page=1, page_size=50).total == 1 + len(others)


def test_what_was_taken_back_may_be_logged_again_at_once(acting: Acting, student: Student) -> None:
    event = log_once(acting, student, Service.CONTACT)
    assert event is not None
    take_back_service(acting, event, Mistake.MISTYPED)
    assert log_once(acting, student, Service.CONTACT) is not None


def test_every_year_begins_anew_where_the_districts_are(
    acting: Acting, student: Student, session: Session
) -> None:
    log_service(acting, student, Service.BRIEFING, date(2025, 12, 31))
    assert owed(session)[student.ref][0] == 1
    new_year = datetime(2026, 12, 31, 16, tzinfo=UTC)  # midnight in the district
    log_service(acting, student, Service.BRIEFING)
    assert owed(session, new_year - timedelta(seconds=1))[student.ref][0] == 0
    assert owed(session, new_year)[student.ref][0] == 1


@pytest.mark.parametrize(
    ("facts", "promised"),
    [
        (SEEKER, True),
        ({"state": StudentState.INTERVIEW, "completion": Completion.LEFT}, True),
        ({"state": StudentState.SEEKING, "graduation": date(2026, 6, 30)}, True),
        ({"state": StudentState.SEEKING, "completion": Completion.IN_SCHOOL}, False),
        ({"state": StudentState.SEEKING, "graduation": date(2026, 11, 3)}, False),
        ({"state": StudentState.EMPLOYED, "completion": Completion.GRADUATED}, False),
        ({"state": StudentState.NOT_SEEKING, "completion": Completion.GRADUATED}, False),
        ({"state": None, "completion": Completion.GRADUATED}, False),
    ],
)
def test_it_is_promised_to_graduates_who_seek(
    session: Session, vault: Vault, facts: Mapping[str, Any], promised: bool
) -> None:
    student = a_student(vault, **facts)
    session.add(student)
    session.flush()
    assert list(owed(session)) == [student.ref] * promised
    served = served_this_year(session, student, PROMISE, NOW)
    assert any(served.owed.values()) is promised


def test_a_mistaken_service_is_taken_back_once_and_stays_on_record(
    acting: Acting, student: Student, session: Session
) -> None:
    event = log_service(acting, student, Service.BRIEFING)
    take_back_service(acting, event, Mistake.MISTYPED)
    assert owed(session)[student.ref][0] == 1
    assert services_of(session, student, page=1, page_size=5).items == (event,)
    assert get_service(session, event.ref) is event
    assert event.taken_back == (NOW, "account:a", Mistake.MISTYPED)
    with pytest.raises(NotPossible, match="ALREADY_TAKEN_BACK"):
        take_back_service(acting, event, Mistake.MISTYPED)


def test_what_has_not_happened_cannot_be_logged(acting: Acting, student: Student) -> None:
    with pytest.raises(NotPossible, match="FUTURE"):
        log_service(acting, student, Service.BRIEFING, date(2026, 11, 3))


def test_another_streets_are_not_listed(
    acting: Acting, student: Student, engine: Engine, vault: Vault
) -> None:
    ref = student.ref
    acting.session.commit()
    for area, seen in (("320205001", [ref]), ("320205002", [])):
        who = Principal(Role.STREET_OFFICER, "account:b", area=area)
        with scoped_session(engine, vault, who) as session:
            assert [each.ref for each in owed_services(session, PROMISE, NOW)] == seen


@given(st.lists(st.integers(0, 99), min_size=4, max_size=4))
def test_a_promise_is_four_numbers(numbers: list[int]) -> None:
    assert read_promise(" , ".join(map(str, numbers))) == dict(zip(Promised, numbers, strict=True))


@pytest.mark.parametrize("text", ["1131", "1,1,3", "1,1,3,1,1", "1,1,-3,1", "1,1,x,1", "1,1,１,1", "1,1,,1"])
def test_what_is_no_promise_is_refused(text: str) -> None:
    assert read_promise(text) is None


def test_every_service_but_a_call_and_a_correction_counts_as_something_promised() -> None:
    assert set(Service) - set(COUNTS_AS) == {Service.CONTACT, Service.CORRECTION}
    assert set(COUNTS_AS.values()) == set(Promised)
