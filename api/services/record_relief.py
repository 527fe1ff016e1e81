"""Payments and income of the relief fund, entered by hand: the same ledger that the imports fill."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from api.clock import local_day
from api.schemas.base import Channel, Columns
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.relief import IncomeSchema, ReliefPaymentSchema
from api.services.not_possible import NotPossible
from api.services.told_fields import FieldsRefused, Told, read_told
from models.audit import Act, record
from models.change_counter import raise_change_counter
from models.company import Company
from models.household import Household
from models.principal import Principal
from models.relief_income import IncomeSource, ReliefIncome
from models.relief_payment import ReliefPayment, ReliefPurpose
from models.school_term import SchoolTerm
from models.student import Student


def add_relief(
    session: Session, payee: Household | Student, told: Told, *, who: Principal, now: datetime
) -> ReliefPayment:
    """A payment to a household, or to a student who has none.

    Raises FieldsRefused, and NotPossible for a payment that stands in the ledger.
    """
    raise_change_counter(session)  # an import that compares just now has to look again
    columns = read_told(ReliefPaymentSchema(channel=Channel.API, today=local_day(now)), told)
    same = _alike(payee, columns).where(ReliefPayment.purpose == columns["purpose"])
    if session.scalars(
        same.where(ReliefPayment.decision.is_not_distinct_from(columns.get("decision")))
    ).first():
        raise NotPossible("PAYMENT_KNOWN")
    return _add(session, payee, columns, None, who=who, now=now)


def pay_for_term(
    session: Session, term: SchoolTerm, columns: Columns, *, who: Principal, now: datetime
) -> ReliefPayment:
    """What the fund paid for a term: the ledger's own payment gets to name it, else it is a new one.

    Raises NotPossible for a payment that names the term already.
    """
    payee = term.student.household or term.student
    same = _alike(payee, columns).where(ReliefPayment.purpose == ReliefPurpose.STUDY)
    if session.scalars(same.where(ReliefPayment.term_id == term.id)).first():
        raise NotPossible("PAYMENT_KNOWN")
    without_decision_first = same.order_by(ReliefPayment.decision.is_not(None), ReliefPayment.id)
    known = session.scalars(without_decision_first.where(ReliefPayment.term_id.is_(None))).first()
    if known is None:
        told = {name: value for name, value in columns.items() if name != "source"}
        return _add(session, payee, {"purpose": ReliefPurpose.STUDY, **told}, term, who=who, now=now)
    known.term = term
    if known.note is None:
        known.note = columns.get("note")  # type: ignore[assignment]  # as the schema reads it
    session.flush()
    act = Act("relief.linked", ("student", term.student.ref), ("term",), {"payment": known.ref})
    record(session, who, act, now)
    return known


def add_income(
    session: Session, told: Told, *, company: Company | None = None, who: Principal, now: datetime
) -> ReliefIncome:
    """What the fund received; raises FieldsRefused."""
    columns = read_told(IncomeSchema(channel=Channel.API, today=local_day(now)), told)
    if company is not None and columns["source"] is not IncomeSource.COMPANY:
        raise FieldsRefused([Finding("company", ProblemCode.SPONSOR_LEFT_OUT, Severity.ERROR)])
    income = ReliefIncome(company=company, **columns)
    session.add(income)
    session.flush()
    record(session, who, Act("relief.received", ("income", income.ref), sorted(columns)), now)
    return income


def _alike(payee: Household | Student, columns: Columns) -> Select[ReliefPayment]:
    """Payments of the day and the amount to the payee, or to a member who has come to the household since."""
    theirs: ColumnElement[bool]
    if isinstance(payee, Student):
        theirs = ReliefPayment.student_id == payee.id
    else:
        members = select(Student.id).where(Student.household_id == payee.id)
        theirs = or_(ReliefPayment.household_id == payee.id, ReliefPayment.student_id.in_(members))
    return select(ReliefPayment).where(
        theirs,
        ReliefPayment.amount == columns["amount"],
        ReliefPayment.paid_on == columns["paid_on"],
    )


def _add(
    session: Session,
    payee: Household | Student,
    columns: Columns,
    term: SchoolTerm | None,
    *,
    who: Principal,
    now: datetime,
) -> ReliefPayment:
    is_student = isinstance(payee, Student)
    owner = {"student": payee} if is_student else {"household": payee}
    payment = ReliefPayment(term=term, **owner, **columns)
    session.add(payment)
    session.flush()
    kind = "student" if is_student else "household"
    record(
        session, who, Act("relief.paid", (kind, payee.ref), sorted(columns), {"payment": payment.ref}), now
    )
    return payment
