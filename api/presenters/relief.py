"""The relief ledger as documents: of a household, and of a year; amounts in yuan."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from api.i18n import marked, say
from api.presenters.amounts import yuan
from api.presenters.pages import envelope
from api.presenters.study_aid import named
from api.presenters.taking_back import taken_back_document
from models.household import Household
from models.queries.pages import Page
from models.queries.relief import FundFigures, Relief, ReliefFigures
from models.relief_income import IncomeSource, ReliefIncome
from models.relief_payment import ReliefPurpose
from models.student import Student

Document = dict[str, Any]

PURPOSES = {
    ReliefPurpose.MEDICAL: marked("medical"),
    ReliefPurpose.LIVING: marked("living"),
    ReliefPurpose.STUDY: marked("study"),
    ReliefPurpose.WORK: marked("starting work"),
}
INCOME_SOURCES = {
    IncomeSource.BUDGET: marked("public budget"),
    IncomeSource.COMPANY: marked("companies"),
    IncomeSource.CHARITY: marked("charities"),
    IncomeSource.DONATION: marked("persons"),
    IncomeSource.OTHER: marked("other sources"),
}


def ledger_document(payee: Household | Student, payments: Sequence[Relief]) -> Document:
    """All that a household got, or a student who has none, by year and one by one.

    What was taken back stands among the payments, and in no sum.
    """
    by_year: dict[int, list[int]] = defaultdict(list)
    counted = [payment for payment in payments if payment.taken_back is None]
    for payment in counted:
        by_year[payment.paid_on.year].append(payment.amount)
    is_household = isinstance(payee, Household)
    return {
        "ref": payee.ref,
        "kind": "household" if is_household else "student",
        "called": payee.number if isinstance(payee, Household) else payee.name,
        "total": yuan(sum(payment.amount for payment in counted)),
        "years": [
            {"year": year, "times": len(amounts), "total": yuan(sum(amounts))}
            for year, amounts in sorted(by_year.items())
        ],
        "items": [payment_document(payment) for payment in payments],
    }


def payment_document(payment: Relief) -> Document:
    """One payment."""
    return {
        "ref": payment.ref,
        "purpose": named(payment.purpose, PURPOSES),
        "amount": yuan(payment.amount),
        "paid_on": payment.paid_on.isoformat(),
        "decision": payment.decision,
        "term": payment.term,
        "student": payment.student_ref,
        "taken_back": taken_back_document(payment.taken_back),
    }


def income_document(income: ReliefIncome) -> Document:
    """One sum that the fund received."""
    return {
        "ref": income.ref,
        "source": named(income.source, INCOME_SOURCES),
        "amount": yuan(income.amount),
        "received_on": income.received_on.isoformat(),
        "company": None if income.company is None else income.company.name,
        "document": income.document,
        "taken_back": taken_back_document(income.taken_back),
    }


def income_page_document(page: Page[ReliefIncome]) -> Document:
    """A page of what the fund received."""
    return envelope(page, [income_document(income) for income in page.items])


def year_end(year: int, today: date) -> date:
    """The day up to which a year's fund is told: its last, or today."""
    return min(date(year, 12, 31), today)


def year_document(year: int, figures: ReliefFigures, fund: FundFigures | None, as_of: date) -> Document:
    """A year of the fund: household-times, households, sums; and how the fund stands, for whom may know."""
    return {
        "year": year,
        "times": figures.times,
        "households": figures.households,
        "total": yuan(figures.total),
        "highest": yuan(figures.highest),
        "by_purpose": [
            {"code": purpose, "name": say(name), "total": yuan(figures.by_purpose[purpose])}
            for purpose, name in PURPOSES.items()
        ],
        "by_month": [
            {"code": f"{month:02}", "name": f"{year}-{month:02}", "total": yuan(total)}
            for month, total in figures.by_month.items()
        ],
        "fund": None
        if fund is None
        else {
            "as_of": as_of.isoformat(),
            "income": yuan(fund.income),
            "paid": yuan(fund.paid),
            "balance": yuan(fund.balance),
        },
    }
