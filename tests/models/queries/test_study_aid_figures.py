"""Figures of study aid, schooling and relief: exact sums, distinct persons, and unknown is not zero."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from models.aid_payment import AidPayment, AidSource
from models.household import Household
from models.queries.relief import Relief, fund_figures, ledger_of, relief_figures, year_figures
from models.queries.schooling import drop_outs
from models.queries.study_aid import Aid, TermAid, aid_figures, load_terms, terms_of
from models.relief_income import IncomeSource, ReliefIncome
from models.relief_payment import ReliefPayment, ReliefPurpose
from models.school_term import SchoolTerm
from models.schooling_event import LeavingReason, SchoolingEvent, SchoolingKind
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_student

FEN = st.integers(0, 10**10)
DUE = st.none() | FEN
DAY = date(2026, 3, 2)
AID = st.builds(
    Aid,
    ref=st.just(""),
    source=st.sampled_from(AidSource),
    amount=FEN,
    paid_on=st.none() | st.just(DAY),
    company=st.none(),
    version=st.just(1),
)
TERMS = st.lists(
    st.builds(
        TermAid,
        ref=st.just(""),
        student_ref=st.sampled_from("abc"),
        place=st.none(),
        term=st.just("2025-2026-2"),
        school=st.none(),
        education=st.none(),
        tuition_due=DUE,
        lodging_due=DUE,
        version=st.just(1),
        aid=st.lists(AID, max_size=4).map(tuple),
    ),
    max_size=8,
)


@given(TERMS)
def test_sums_of_study_aid_are_exact_and_what_is_unknown_is_counted(terms: list[TermAid]) -> None:
    figures = aid_figures(terms)
    assert figures.paid == sum(figures.paid_by_source.values())
    assert figures.paid + figures.promised == sum(each.amount for term in terms for each in term.aid)
    known = [term for term in terms if term.tuition_due is not None and term.lodging_due is not None]
    assert figures.due_unknown == len(terms) - len(known)
    assert figures.due == sum((term.tuition_due or 0) + (term.lodging_due or 0) for term in known)
    assert figures.gap >= max(figures.due - sum(term.paid for term in known), 0)
    assert all((term.gap is None) == (term not in known) for term in terms)


RELIEF = st.lists(
    st.builds(
        Relief,
        ref=st.just(""),
        payee_ref=st.sampled_from("abcd"),
        purpose=st.sampled_from(ReliefPurpose),
        amount=FEN,
        paid_on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        decision=st.none(),
        term=st.none(),
        student_ref=st.none(),
        taken_back=st.none(),
    ),
    max_size=12,
)


@given(RELIEF)
def test_sums_of_relief_agree_whichever_way_they_are_added(payments: list[Relief]) -> None:
    figures = relief_figures(payments)
    assert figures.times == len(payments)
    assert figures.total == sum(figures.by_purpose.values()) == sum(figures.by_month.values())
    assert figures.households <= figures.times
    assert figures.highest <= figures.total <= figures.highest * max(figures.households, 1)
    assert list(figures.by_month) == list(range(1, 13))


def students(session: Session, vault: Vault) -> list[Student]:
    made = [a_student(vault, id_number=f"32020520060901{number:03}X") for number in range(4)]
    session.add_all(made)
    session.flush()
    return made


def test_what_came_is_told_by_source_the_funds_money_included(session: Session, vault: Vault) -> None:
    one, other, *_ = students(session, vault)
    term = SchoolTerm(student=one, term="2025-2026-2", tuition_due=470_000, lodging_due=0)
    unknown = SchoolTerm(student=other, term="2026-2027-1", tuition_due=100)
    study = {"purpose": ReliefPurpose.STUDY, "amount": 50_000, "paid_on": DAY}
    session.add_all(
        [
            term,
            unknown,
            AidPayment(term=term, source=AidSource.LOAN, amount=400_000),
            AidPayment(term=term, source=AidSource.SCHOOL, amount=20_000, paid_on=DAY),
            ReliefPayment(student=one, term=term, **study),
        ]
    )
    session.flush()
    (told,) = terms_of(session, one)
    assert [(each.source, each.amount) for each in told.aid] == [
        (AidSource.LOAN, 400_000),
        (AidSource.SCHOOL, 20_000),
        (AidSource.RELIEF_FUND, 50_000),
    ]
    assert (told.due, told.paid, told.promised, told.gap) == (470_000, 70_000, 400_000, 400_000)
    assert [each.gap for each in load_terms(session)] == [400_000, None]
    assert [each.term for each in load_terms(session, ["2026-2027-1"])] == ["2026-2027-1"]


def test_a_household_keeps_what_its_members_got_before(session: Session, vault: Vault) -> None:
    one, other, *_ = students(session, vault)
    session.add_all(
        ReliefPayment(student=each, purpose=ReliefPurpose.LIVING, amount=100, paid_on=DAY)
        for each in (one, other)
    )
    household = Household(number="1", number_blind=b"1")
    one.household = household
    session.add(ReliefPayment(household=household, purpose=ReliefPurpose.WORK, amount=10, paid_on=DAY))
    session.flush()
    assert sorted(each.amount for each in ledger_of(session, household)) == [10, 100]
    figures = year_figures(session, 2026)
    assert (figures.times, figures.households, figures.highest) == (3, 2, 110)
    assert year_figures(session, 2025).times == 0


def test_the_fund_holds_what_came_less_what_went_up_to_a_day(session: Session, vault: Vault) -> None:
    (one, *_) = students(session, vault)
    assert fund_figures(session, DAY).balance == 0
    for amount, source in ((10**12, IncomeSource.BUDGET), (1, IncomeSource.DONATION)):
        session.add(ReliefIncome(source=source, amount=amount, received_on=DAY))
    for day in (DAY, date(2027, 1, 1)):
        session.add(ReliefPayment(student=one, purpose=ReliefPurpose.LIVING, amount=5, paid_on=day))
    session.flush()
    fund = fund_figures(session, date(2026, 12, 31))
    assert (fund.income, fund.paid, fund.balance) == (10**12 + 1, 5, 10**12 - 4)
    assert fund.income_by_source[IncomeSource.DONATION] == 1


def test_who_left_school_in_the_year_is_told_each_time_with_the_reason(
    session: Session, vault: Vault
) -> None:
    left, back, twice, before = students(session, vault)
    happened = [
        (left, date(2026, 3, 1), SchoolingKind.LEFT_SCHOOL, LeavingReason.FEES),
        (back, date(2026, 3, 1), SchoolingKind.LEFT_SCHOOL, LeavingReason.FEES),
        (back, date(2026, 9, 1), SchoolingKind.RETURNED, None),
        (twice, date(2026, 3, 1), SchoolingKind.LEFT_SCHOOL, LeavingReason.FEES),
        (twice, date(2026, 4, 1), SchoolingKind.RETURNED, None),
        (twice, date(2026, 5, 1), SchoolingKind.LEFT_SCHOOL, None),
        (before, date(2025, 12, 31), SchoolingKind.LEFT_SCHOOL, LeavingReason.FEES),
        (before, date(2026, 3, 1), SchoolingKind.ABSENT_LONG, LeavingReason.FEES),
    ]
    for student, day, kind, reason in happened:
        moment = datetime(2026, 10, 1, tzinfo=UTC)
        session.add(
            SchoolingEvent(student=student, day=day, kind=kind, reason=reason, actor="account:a", at=moment)
        )
    session.flush()
    year = date(2026, 1, 1), date(2026, 12, 31)
    found = [(each.student_ref, each.reason) for each in drop_outs(session, *year)]
    assert sorted(found, key=str) == sorted(
        [
            (left.ref, LeavingReason.FEES),
            (back.ref, LeavingReason.FEES),
            (twice.ref, LeavingReason.FEES),
            (twice.ref, None),
        ],
        key=str,
    )
