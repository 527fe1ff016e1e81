"""Whatever is booked and taken back in whatever order: every sum is that of a plain recount."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.aid.record_relief import add_income, add_relief, take_back_income, take_back_relief
from api.services.aid.record_study_aid import add_payment, add_term, take_back_payment
from api.services.not_possible import NotPossible
from models.engine import make_session
from models.principal import Principal, Role
from models.queries.pledges import load_pledges
from models.queries.relief import fund_figures, ledger_of, year_figures
from models.queries.study_aid import aid_figures, load_terms
from models.relief_payment import ReliefPayment
from models.taking_back import Mistake
from models.vault import Vault
from tests.models.samples import NOW, a_company, a_student

DUE = 3_000_00
KINDS = ("grant", "promise", "fund for the term", "relief", "income")


@dataclass
class Booked:
    """The plain truth beside the books: what was booked, and whether it still counts."""

    row: Any
    kind: str
    amount: int
    counts: bool = True


steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(KINDS), st.integers(1, 4)),
        st.tuples(st.just("take back"), st.integers(0, 20)),
    ),
    max_size=14,
)


@given(steps=steps)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sums_are_those_of_what_was_booked_and_not_taken_back(
    steps: list[tuple[str, int]], engine: Engine, vault: Vault
) -> None:
    with make_session(engine, vault) as session:
        acting = Acting(session, Principal(Role.OFFICER, "account:a"), NOW)
        student, company = a_student(vault), a_company()
        session.add_all([student, company])
        session.flush()
        term = add_term(acting, student, {"term": "2026-2027-1", "tuition_due": "3000", "lodging_due": "0"})
        books: list[Booked] = []
        for step, number in steps:
            if step == "take back":
                _take_back(acting, books, number)
            else:
                _book(acting, books, step, number, (student, term))
            _check(session, student, books)
        session.rollback()


def _book(acting: Acting, books: list[Booked], kind: str, number: int, about: tuple[Any, Any]) -> None:
    student, term = about
    paid = {"amount": f"{number}00", "paid_on": "2026-09-10"}
    try:
        if kind == "relief":
            row: Any = add_relief(acting, student, {"purpose": "study", **paid})
        elif kind == "income":
            row = add_income(
                acting, {"source": "budget", "amount": f"{number}00", "received_on": "2026-09-10"}
            )
        else:
            source = {"grant": "grant", "promise": "loan", "fund for the term": "relief_fund"}[kind]
            told = {"source": source, **paid, **({"paid_on": None} if kind == "promise" else {})}
            row = add_payment(acting, term, told)
    except NotPossible as refused:
        if refused.code == "PAYMENT_KNOWN":
            return
        raise
    known = next((each for each in books if each.row is row), None)
    if known is None:
        books.append(Booked(row, kind, number * 100_00))
    else:
        assert known.counts, "what was taken back is not linked to a term"
        known.kind = kind


def _take_back(acting: Acting, books: list[Booked], number: int) -> None:
    if not books:
        return
    booked = books[number % len(books)]
    take_back: Any = take_back_payment
    if booked.kind == "income":
        take_back = take_back_income
    elif isinstance(booked.row, ReliefPayment):
        take_back = take_back_relief
    if booked.counts:
        take_back(acting, booked.row, Mistake.MISTYPED)
        booked.counts = False
    else:
        with pytest.raises(NotPossible, match="ALREADY_TAKEN_BACK"):
            take_back(acting, booked.row, Mistake.MISTYPED)


def _check(session: Session, student: Any, books: list[Booked]) -> None:
    def total(*kinds: str) -> int:
        return sum(each.amount for each in books if each.counts and each.kind in kinds)

    of_term, of_fund = ("grant", "fund for the term"), ("fund for the term", "relief")
    figures = aid_figures(load_terms(session))
    assert (figures.paid, figures.promised) == (total(*of_term), total("promise"))
    assert figures.gap == max(DUE - total(*of_term), 0)
    year = year_figures(session, 2026)
    assert year.total == year.highest == total(*of_fund)
    assert year.times == sum(each.counts and each.kind in of_fund for each in books)
    fund = fund_figures(session, date(2026, 12, 31))
    assert (fund.income, fund.paid) == (total("income"), total(*of_fund))
    assert len(ledger_of(session, student)) == sum(each.kind in of_fund for each in books)
    assert load_pledges(session) == []
