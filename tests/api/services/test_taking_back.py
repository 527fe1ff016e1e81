"""What was entered by mistake stays on record, says who took it back and why, and counts no more."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.aid.log_schooling import log_schooling_event, take_back_schooling
from api.services.aid.pledge import make_pledge, take_back_pledge
from api.services.aid.record_relief import add_income, add_relief, take_back_income, take_back_relief
from api.services.aid.record_study_aid import (
    add_payment,
    add_term,
    correct_term,
    keep_promise,
    take_back_payment,
    take_back_term,
)
from api.services.not_possible import NotPossible
from api.services.placing.hand_over import graduate_student
from matcher.vocabulary import Completion, Evidence, StudentState
from models.audit_event import AuditEvent
from models.company import Company
from models.placement import Placement
from models.principal import Principal, Role
from models.queries.pledges import load_pledges
from models.queries.relief import fund_figures, ledger_of, year_figures
from models.queries.schooling import drop_outs, schooling_of
from models.queries.study_aid import load_terms, terms_of
from models.schooling_event import LeavingReason, SchoolingEvent, SchoolingKind
from models.student import Student
from models.taking_back import Mistake
from models.vault import Vault
from tests.models.samples import a_company, a_student, an_opening

NOW = datetime(2026, 6, 30, 17, tzinfo=UTC)
TODAY = date(2026, 7, 1)
TERM = {"term": "2025-2026-2", "tuition_due": "4700", "lodging_due": "0"}
GRANT = {"source": "grant", "amount": "1000", "paid_on": "2026-03-02"}
OF_FUND = {"source": "relief_fund", "amount": "500", "paid_on": "2026-03-01"}
STUDY = {"purpose": "study", "amount": "500", "paid_on": "2026-03-01"}
INCOME = {"source": "budget", "amount": "9000", "received_on": "2026-01-01"}
SPONSOR = {"source": "company", "amount": "300", "paid_on": "2026-03-03"}


@pytest.fixture
def acting(session: Session) -> Acting:
    return Acting(session, Principal(Role.OFFICER, "account:a"), NOW)


@pytest.fixture
def student(session: Session, vault: Vault) -> Student:
    made = a_student(vault, completion=Completion.IN_SCHOOL)
    session.add(made)
    session.flush()
    return made


@pytest.fixture
def company(session: Session) -> Company:
    found = a_company()
    session.add(found)
    session.flush()
    return found


def gap(session: Session) -> int | None:
    (term,) = load_terms(session)
    return term.gap


def made(
    acting: Acting, student: Student, company: Company
) -> dict[str, tuple[Any, Callable[[Acting, Any, Mistake], None]]]:
    """One of everything that may be taken back, in an order in which it may."""
    term = add_term(acting, student, TERM)
    pledge = make_pledge(acting, company, student, amount=1, from_term="2025-2026-2", until_term=None)
    event = log_schooling_event(acting, student, SchoolingKind.LEFT_SCHOOL, TODAY, reason=LeavingReason.FEES)
    return {
        "aid": (add_payment(acting, term, GRANT), take_back_payment),
        "relief": (add_payment(acting, term, OF_FUND), take_back_relief),
        "term": (term, take_back_term),
        "income": (add_income(acting, INCOME), take_back_income),
        "pledge": (pledge, take_back_pledge),
        "schooling": (event, take_back_schooling),
    }


def test_each_is_taken_back_once_by_whom_and_why(
    acting: Acting, student: Student, company: Company, session: Session
) -> None:
    for row, take_back in made(acting, student, company).values():
        take_back(acting, row, Mistake.ENTERED_TWICE)
        assert row.taken_back == (NOW, "account:a", Mistake.ENTERED_TWICE)
        with pytest.raises(NotPossible, match="ALREADY_TAKEN_BACK"):
            take_back(acting, row, Mistake.OTHER)
    acts = session.scalars(
        select(AuditEvent).where(AuditEvent.act.contains("taken_back")).order_by(AuditEvent.id)
    )
    assert [(event.act, event.details["why"]) for event in acts] == [
        (act, "entered_twice")
        for act in (
            "aid.taken_back",
            "relief.taken_back",
            "term.taken_back",
            "relief.income_taken_back",
            "pledge.taken_back",
            "schooling.taken_back",
        )
    ]


def test_what_was_taken_back_may_be_entered_again(acting: Acting, student: Student, company: Company) -> None:
    for row, take_back in made(acting, student, company).values():
        take_back(acting, row, Mistake.WRONG_PERSON)
    assert len(made(acting, student, company)) == 6


def test_aid_counts_no_more_and_stands_on_record(acting: Acting, student: Student, session: Session) -> None:
    term = add_term(acting, student, TERM)
    payment = add_payment(acting, term, GRANT)
    assert gap(session) == 3700_00
    take_back_payment(acting, payment, Mistake.MISTYPED)  # type: ignore[arg-type]
    assert gap(session) == 4700_00
    (told,) = terms_of(session, student)
    assert (told.aid, [each.amount for each in told.struck_out]) == ((), [1000_00])


def test_the_funds_money_is_taken_back_in_the_ledger_and_for_the_term_at_once(
    acting: Acting, student: Student, session: Session
) -> None:
    term = add_term(acting, student, TERM)
    payment = add_payment(acting, term, OF_FUND)
    take_back_relief(acting, payment, Mistake.MONEY_RETURNED)  # type: ignore[arg-type]
    assert gap(session) == 4700_00
    figures = year_figures(session, 2026)
    assert (figures.times, figures.total, figures.highest) == (0, 0, 0)
    assert fund_figures(session, TODAY).paid == 0
    (kept,) = ledger_of(session, student)
    assert kept.taken_back == (NOW, "account:a", Mistake.MONEY_RETURNED)
    add_relief(acting, student, STUDY)
    assert gap(session) == 4700_00  # it does not name the term
    add_payment(acting, term, OF_FUND)
    session.flush()
    assert (gap(session), year_figures(session, 2026).times) == (4200_00, 1)


def test_a_term_stays_while_something_that_was_paid_for_it_counts(
    acting: Acting, student: Student, session: Session
) -> None:
    term = add_term(acting, student, TERM)
    for told, take_back in (
        (GRANT, take_back_payment),
        (OF_FUND, take_back_relief),
    ):
        payment: Any = add_payment(acting, term, told)
        with pytest.raises(NotPossible, match="HAS_PAYMENTS"):
            take_back_term(acting, term, Mistake.MISTYPED)
        take_back(acting, payment, Mistake.MISTYPED)
    take_back_term(acting, term, Mistake.MISTYPED)
    assert load_terms(session) == []
    for act in (
        lambda: add_payment(acting, term, GRANT),
        lambda: correct_term(acting, term, {"tuition_due": "1"}),
        lambda: keep_promise(acting, payment, {"paid_on": "2026-03-02"}),
    ):
        with pytest.raises(NotPossible, match="ALREADY_TAKEN_BACK"):
            act()


def test_a_company_has_paid_what_counts(
    acting: Acting, student: Student, company: Company, session: Session
) -> None:
    term = add_term(acting, student, TERM)
    make_pledge(acting, company, student, amount=900_00, from_term="2025-2026-2", until_term=None)
    fund = make_pledge(acting, company, None, amount=900_00, from_term="2025-2026-1", until_term=None)
    payment: Any = add_payment(acting, term, SPONSOR, company=company)
    gift = add_income(acting, INCOME | {"source": "company"}, company=company)
    assert [each.paid for each in load_pledges(session)] == [300_00, 9000_00]
    take_back_payment(acting, payment, Mistake.NEVER_HAPPENED)
    take_back_income(acting, gift, Mistake.NEVER_HAPPENED)
    take_back_pledge(acting, fund, Mistake.MISTYPED)
    assert [(each.paid, each.taken_back is None) for each in load_pledges(session)] == [(0, True), (0, False)]
    assert fund_figures(session, TODAY).income == 0


def test_who_never_left_school_did_not_leave_it_over_fees(
    acting: Acting, student: Student, session: Session
) -> None:
    told: Any = (student, SchoolingKind.LEFT_SCHOOL, TODAY)
    event = log_schooling_event(acting, *told, reason=LeavingReason.FEES)
    take_back_schooling(acting, event, Mistake.MISTYPED)
    assert drop_outs(session, TODAY, TODAY) == []
    log_schooling_event(acting, *told, reason=LeavingReason.ILLNESS)
    assert [each.reason for each in drop_outs(session, TODAY, TODAY)] == [LeavingReason.ILLNESS]
    assert len(schooling_of(session, student)) == 2


def facts(student: Student) -> tuple[Any, ...]:
    return (
        student.completion,
        student.completion_words,
        student.graduation,
        student.graduation_words,
        student.state,
    )


@pytest.mark.parametrize(
    "before",
    [
        {"completion": Completion.IN_SCHOOL},
        {"completion": None, "completion_words": "在读?", "graduation_words": "明年"},
        {"graduation": date(2027, 6, 30), "state": StudentState.ARMY},
    ],
)
def test_whoever_did_not_graduate_is_back_to_where_they_were(
    acting: Acting, student: Student, session: Session, before: dict[str, Any]
) -> None:
    for name, value in before.items():
        setattr(student, name, value)
    as_it_was = facts(student)
    event = graduate_student(acting, student, date(2026, 6, 30)).event
    session.flush()
    assert facts(student) != as_it_was
    take_back_schooling(acting, event, Mistake.WRONG_PERSON)
    assert facts(student) == as_it_was
    graduate_student(acting, student, date(2026, 6, 30))
    kinds = session.scalars(select(SchoolingEvent.kind)).all()
    assert kinds == [SchoolingKind.GRADUATED] * 2


def test_a_graduation_stays_once_something_followed(
    acting: Acting, student: Student, session: Session
) -> None:
    event = graduate_student(acting, student, date(2026, 6, 30)).event
    opening = an_opening(a_company())
    told: Any = {
        "started": TODAY,
        "evidence": Evidence.SELF_REPORT,
        "recorded_at": NOW,
        "recorded_by": "account:a",
    }
    session.add(Placement(student=student, opening=opening, internship=False, **told))
    session.flush()
    with pytest.raises(NotPossible, match="FOLLOWED"):
        take_back_schooling(acting, event, Mistake.MISTYPED)
    assert student.completion is Completion.GRADUATED


def test_a_graduation_stays_where_the_record_says_otherwise_by_now(
    acting: Acting, student: Student, session: Session
) -> None:
    event = graduate_student(acting, student, date(2026, 6, 30)).event
    student.state = StudentState.FURTHER_STUDY
    with pytest.raises(NotPossible, match="CHANGED_SINCE"):
        take_back_schooling(acting, event, Mistake.MISTYPED)
    logged = log_schooling_event(acting, student, SchoolingKind.GRADUATED, date(2026, 6, 29))
    session.flush()
    with pytest.raises(NotPossible, match="BEFORE_UNKNOWN"):
        take_back_schooling(acting, logged, Mistake.MISTYPED)
