"""Payments and income of the relief fund, entered by hand: the same ledger that the imports fill."""

from sqlalchemy import ColumnElement, Select, or_, select

from api.schemas.base import Channel, Columns
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.relief import IncomeSchema, ReliefPaymentSchema
from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.take_back import begin_taking_back, take_back
from api.services.told_fields import FieldsRefused, Told, read_told
from models.company import Company
from models.household import Household
from models.relief_income import IncomeSource, ReliefIncome
from models.relief_payment import ReliefPayment, ReliefPurpose
from models.school_term import SchoolTerm
from models.student import Student
from models.taking_back import Mistake, counts


def add_relief(acting: Acting, payee: Household | Student, told: Told) -> ReliefPayment:
    """A payment to a household, or to a student who has none.

    Raises FieldsRefused, and NotPossible for a payment that stands in the ledger.
    """
    acting.outdate_readings()
    columns = read_told(ReliefPaymentSchema(channel=Channel.API, today=acting.today), told)
    same = _alike(payee, columns).where(ReliefPayment.purpose == columns["purpose"])
    if acting.session.scalars(
        same.where(ReliefPayment.decision.is_not_distinct_from(columns.get("decision")))
    ).first():
        raise NotPossible("PAYMENT_KNOWN")
    return _add(acting, payee, columns, None)


def pay_for_term(acting: Acting, term: SchoolTerm, columns: Columns) -> ReliefPayment:
    """What the fund paid for a term: the ledger's own payment gets to name it, else it is a new one.

    Raises NotPossible for a payment that names the term already.
    """
    payee = term.student.household or term.student
    same = _alike(payee, columns).where(ReliefPayment.purpose == ReliefPurpose.STUDY)
    if acting.session.scalars(same.where(ReliefPayment.term_id == term.id)).first():
        raise NotPossible("PAYMENT_KNOWN")
    without_decision_first = same.order_by(ReliefPayment.decision.is_not(None), ReliefPayment.id)
    known = acting.session.scalars(without_decision_first.where(ReliefPayment.term_id.is_(None))).first()
    if known is None:
        told = {name: value for name, value in columns.items() if name != "source"}
        return _add(acting, payee, {"purpose": ReliefPurpose.STUDY, **told}, term)
    known.term = term
    if known.note is None:
        known.note = columns.get("note")  # type: ignore[assignment]  # as the schema reads it
    details = {"payment": known.ref}
    acting.record("relief.linked", ("student", term.student.ref), fields=("term",), details=details)
    return known


def add_income(acting: Acting, told: Told, *, company: Company | None = None) -> ReliefIncome:
    """What the fund received; raises FieldsRefused, and NotPossible for what stands in the books."""
    acting.outdate_readings()  # two at once take turns, and the second sees the first
    columns = read_told(IncomeSchema(channel=Channel.API, today=acting.today), told)
    if company is not None and columns["source"] is not IncomeSource.COMPANY:
        raise FieldsRefused([Finding("company", ProblemCode.SPONSOR_LEFT_OUT, Severity.ERROR)])
    same = select(ReliefIncome).where(
        counts(ReliefIncome),
        ReliefIncome.amount == columns["amount"],
        ReliefIncome.received_on == columns["received_on"],
        ReliefIncome.source == columns["source"],
        ReliefIncome.company_id.is_not_distinct_from(company and company.id),
        ReliefIncome.document.is_not_distinct_from(columns.get("document")),
    )
    if acting.session.scalars(same).first():
        raise NotPossible("PAYMENT_KNOWN")
    income = ReliefIncome(company=company, **columns)
    acting.session.add(income)
    acting.session.flush()
    acting.record("relief.received", ("income", income.ref), fields=sorted(columns))
    return income


def take_back_relief(acting: Acting, payment: ReliefPayment, why: Mistake) -> None:
    """Let a mistaken payment count no longer, neither in the ledger nor as the study aid that it may be.

    Raises NotPossible ALREADY_TAKEN_BACK.
    """
    begin_taking_back(acting, payment)
    details = {"payment": payment.ref} | ({"term": payment.term.term} if payment.term else {})
    take_back(acting, payment, why, "relief.taken_back", _payee(payment), details=details)


def take_back_income(acting: Acting, income: ReliefIncome, why: Mistake) -> None:
    """Let income that was entered by mistake count no longer; raises NotPossible ALREADY_TAKEN_BACK."""
    begin_taking_back(acting, income)
    take_back(acting, income, why, "relief.income_taken_back", ("income", income.ref), details={})


def _payee(payment: ReliefPayment) -> tuple[str, str]:
    """Who was paid, as the audit trail names it."""
    owner = payment.key_owner()
    return "household" if isinstance(owner, Household) else "student", owner.ref


def _alike(payee: Household | Student, columns: Columns) -> Select[ReliefPayment]:
    """Payments of the day and the amount to the payee, or to a member who has come to the household since."""
    theirs: ColumnElement[bool]
    if isinstance(payee, Student):
        theirs = ReliefPayment.student_id == payee.id
    else:
        members = select(Student.id).where(Student.household_id == payee.id)
        theirs = or_(ReliefPayment.household_id == payee.id, ReliefPayment.student_id.in_(members))
    return select(ReliefPayment).where(
        counts(ReliefPayment),
        theirs,
        ReliefPayment.amount == columns["amount"],
        ReliefPayment.paid_on == columns["paid_on"],
    )


def _add(
    acting: Acting, payee: Household | Student, columns: Columns, term: SchoolTerm | None
) -> ReliefPayment:
    owner = {"student": payee} if isinstance(payee, Student) else {"household": payee}
    payment = ReliefPayment(term=term, **owner, **columns)
    acting.session.add(payment)
    acting.session.flush()
    acting.record("relief.paid", _payee(payment), fields=sorted(columns), details={"payment": payment.ref})
    return payment
