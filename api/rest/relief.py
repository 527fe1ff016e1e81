"""The relief ledger, for officers: what a household got, and a year of the fund."""

import re
from typing import Any

from flask import abort

from api.access import open_to
from api.clock import today
from api.errors import refusing_fields
from api.extensions import acting, audit, principal, reading, writing
from api.presenters.relief import (
    income_document,
    income_page_document,
    ledger_document,
    year_document,
    year_end,
)
from api.rest.blueprints import RestBlueprint, refusal
from api.schemas.rest.envelopes import PageQuery
from api.schemas.rest.officer_relief import (
    IncomePage,
    IncomePost,
    IncomeShown,
    Ledger,
    ReliefPost,
    ReliefYear,
)
from api.schemas.rest.officer_taking_back import TakeBackPost
from api.services.aid.record_relief import add_income, add_relief, take_back_income, take_back_relief
from models.audit import Act
from models.household import Household
from models.principal import OFFICERS, Role
from models.queries import companies, households, students
from models.queries.relief import (
    find_income,
    fund_figures,
    get_income,
    get_payment,
    ledger_of,
    year_figures,
)
from models.student import Student
from models.taking_back import Mistake

YEAR = re.compile(r"(?:19|20)[0-9]{2}")

blueprint = RestBlueprint("relief", "The ledger of the relief fund.")


@blueprint.get("/households/<ref>/relief")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.response(200, Ledger)
def read_ledger(ref: str) -> dict[str, Any]:
    """What a household got from the relief fund."""
    return _read(households.get(reading(), ref) or abort(404))


@blueprint.get("/students/<ref>/relief")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.response(200, Ledger)
def read_ledger_of_student(ref: str) -> dict[str, Any]:
    """What a student's household got; what the student got, where there is none."""
    student = students.get(reading(), ref) or abort(404)
    return _read(student.household or student)


@blueprint.post("/households/<ref>/relief")
@open_to(*OFFICERS)
@blueprint.doc(responses={str(code): refusal(code) for code in (404, 409)})
@blueprint.arguments(ReliefPost)
@blueprint.response(201, Ledger)
def post_relief(told: dict[str, Any], ref: str) -> tuple[dict[str, Any], int]:
    """A payment to a household; the answer is its ledger."""
    return _pay(households.get(writing(), ref) or abort(404), told)


@blueprint.post("/students/<ref>/relief")
@open_to(*OFFICERS)
@blueprint.doc(responses={str(code): refusal(code) for code in (404, 409)})
@blueprint.arguments(ReliefPost)
@blueprint.response(201, Ledger)
def post_relief_of_student(told: dict[str, Any], ref: str) -> tuple[dict[str, Any], int]:
    """A payment to a student's household, or to the student where there is none."""
    student = students.get(writing(), ref) or abort(404)
    return _pay(student.household or student, told)


@blueprint.post("/relief-payments/<ref>/take-back")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404), "409": refusal(409)})
@blueprint.arguments(TakeBackPost)
@blueprint.response(200, Ledger)
def take_back(told: dict[str, Any], ref: str) -> dict[str, Any]:
    """Take a mistaken payment back, also where it is study aid of a term; the answer is the ledger."""
    payment = get_payment(writing(), ref) or abort(404)
    take_back_relief(acting(), payment, Mistake(told["reason"]))
    payee = payment.household or payment.student or abort(404)
    _audit(payee)
    return ledger_document(payee, ledger_of(writing(), payee))


@blueprint.get("/relief/income")
@open_to(Role.OFFICER)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, IncomePage)
def list_income(query: dict[str, Any]) -> dict[str, Any]:
    """What the fund received, the latest first, what was taken back among it."""
    return income_page_document(find_income(reading(), page=query["page"], page_size=query["page_size"]))


@blueprint.post("/relief/income/<ref>/take-back")
@open_to(Role.OFFICER)
@blueprint.doc(responses={"404": refusal(404), "409": refusal(409)})
@blueprint.arguments(TakeBackPost)
@blueprint.response(200, IncomeShown)
def take_income_back(told: dict[str, Any], ref: str) -> dict[str, Any]:
    """Take income back that was entered by mistake: it stays on record and does not count."""
    income = get_income(writing(), ref) or abort(404)
    take_back_income(acting(), income, Mistake(told["reason"]))
    return income_document(income)


@blueprint.post("/relief/income")
@open_to(Role.OFFICER)
@blueprint.doc(responses={"404": refusal(404), "409": refusal(409)})
@blueprint.arguments(IncomePost)
@blueprint.response(201, IncomeShown)
def post_income(told: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """What the fund received."""
    named = told.pop("company", None)
    company = None if named is None else companies.get(writing(), named) or abort(404)
    with refusing_fields():
        income = add_income(acting(), told, company=company)
    return income_document(income), 201


@blueprint.get("/relief/<year>")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.response(200, ReliefYear)
def read_year(year: str) -> dict[str, Any]:
    """A year of the fund; a street officer reads the figures of the street, and not how the fund stands."""
    if not YEAR.fullmatch(year):
        abort(404)
    number = int(year)
    as_of = year_end(number, today())
    sees_all = principal().role is Role.OFFICER
    fund = fund_figures(reading(), as_of) if sees_all else None
    return year_document(number, year_figures(reading(), number), fund, as_of)


def _read(payee: Household | Student) -> dict[str, Any]:
    _audit(payee)
    return ledger_document(payee, ledger_of(reading(), payee))


def _pay(payee: Household | Student, told: dict[str, Any]) -> tuple[dict[str, Any], int]:
    with refusing_fields():
        add_relief(acting(), payee, told)
    _audit(payee)
    return ledger_document(payee, ledger_of(writing(), payee)), 201


def _audit(payee: Household | Student) -> None:
    kind = "household" if isinstance(payee, Household) else "student"
    audit(Act("relief.read", (kind, payee.ref), ("name", "payments")))
