"""A term of a student, and what came for it, entered by hand: read and known as an import does."""

from sqlalchemy import select

from api.schemas.base import Channel, Columns
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.study_aid import AidPaymentSchema, SchoolTermSchema
from api.services.acting import Acting
from api.services.aid.record_relief import pay_for_term
from api.services.not_possible import NotPossible
from api.services.take_back import begin_taking_back, take_back
from api.services.told_fields import FieldsRefused, FieldTaken, Told, read_told
from models.aid_payment import AidPayment, AidSource
from models.company import Company
from models.relief_payment import ReliefPayment
from models.school_term import SchoolTerm
from models.student import Student
from models.taking_back import Mistake, counts


def add_term(acting: Acting, student: Student, told: Told) -> SchoolTerm:
    """A term of a student; raises FieldsRefused, and FieldTaken for one that is registered."""
    acting.outdate_readings()
    columns = read_told(SchoolTermSchema(channel=Channel.API, today=acting.today), told)
    known = select(SchoolTerm.id).where(
        counts(SchoolTerm), SchoolTerm.student_id == student.id, SchoolTerm.term == columns["term"]
    )
    if acting.session.scalar(known) is not None:
        raise FieldTaken("term")
    term = SchoolTerm(student=student, **columns)
    acting.session.add(term)
    acting.record("term.added", ("student", student.ref), fields=sorted(columns))
    return term


def correct_term(acting: Acting, term: SchoolTerm, told: Told) -> tuple[str, ...]:
    """Change what is told of a term, and leave the rest; a blank takes a field back.

    Returns the fields that changed. Raises FieldsRefused, and NotPossible for a term that was taken back.
    """
    _require_counted(acting, term)
    columns = read_told(SchoolTermSchema(channel=Channel.API, today=acting.today, in_part=True), told)
    fresh = {name: columns.get(name) for name in told if name != "term"}
    changed = sorted(name for name, value in fresh.items() if getattr(term, name) != value)
    for name in changed:
        setattr(term, name, fresh[name])
    if changed:
        acting.record("term.corrected", ("student", term.student.ref), fields=changed)
    return tuple(changed)


def add_payment(
    acting: Acting, term: SchoolTerm, told: Told, *, company: Company | None = None
) -> AidPayment | ReliefPayment:
    """What one source gave or promised for a term; the relief fund's money goes to its ledger.

    Raises FieldsRefused, and NotPossible for a payment that stands in the books, or a term taken back.
    """
    _require_counted(acting, term)
    columns = read_told(AidPaymentSchema(channel=Channel.API, today=acting.today), told)
    if company is not None and columns["source"] is not AidSource.COMPANY:
        raise FieldsRefused([Finding("company", ProblemCode.SPONSOR_LEFT_OUT, Severity.ERROR)])
    if columns["source"] is AidSource.RELIEF_FUND:
        return pay_for_term(acting, term, columns)
    _refuse_known(term, columns, company)
    payment = AidPayment(term=term, company=company, **columns)
    acting.session.add(payment)
    subject, details = ("student", term.student.ref), {"term": term.term}
    acting.record("aid.added", subject, fields=sorted(columns), details=details)
    return payment


def keep_promise(acting: Acting, payment: AidPayment, told: Told) -> None:
    """Money that was promised is there.

    Raises FieldsRefused, and NotPossible if it came already or the promise was taken back.
    """
    _require_counted(acting, payment)
    schema = AidPaymentSchema(channel=Channel.API, today=acting.today, in_part=True)
    columns = read_told(schema, told, required=("paid_on",))
    if payment.paid_on is not None:
        raise NotPossible("PAID_ALREADY")
    payment.paid_on = columns["paid_on"]  # type: ignore[assignment]  # as the schema reads it
    subject, details = ("student", payment.term.student.ref), {"term": payment.term.term}
    acting.record("aid.paid", subject, fields=("paid_on",), details=details)


def take_back_payment(acting: Acting, payment: AidPayment, why: Mistake) -> None:
    """Let a mistaken payment or promise count no longer; raises NotPossible ALREADY_TAKEN_BACK."""
    begin_taking_back(acting, payment)
    subject, details = ("student", payment.term.student.ref), {"term": payment.term.term}
    take_back(acting, payment, why, "aid.taken_back", subject, details=details | {"payment": payment.ref})


def take_back_term(acting: Acting, term: SchoolTerm, why: Mistake) -> None:
    """Let a mistaken term count no longer.

    Raises NotPossible ALREADY_TAKEN_BACK, and HAS_PAYMENTS while something that counts was paid for it.
    """
    begin_taking_back(acting, term)
    paid = select(AidPayment.id).where(counts(AidPayment), AidPayment.term_id == term.id)
    relief = select(ReliefPayment.id).where(counts(ReliefPayment), ReliefPayment.term_id == term.id)
    if acting.session.scalars(paid).first() or acting.session.scalars(relief).first():
        raise NotPossible("HAS_PAYMENTS")
    details = {"term": term.term}
    take_back(acting, term, why, "term.taken_back", ("student", term.student.ref), details=details)


def _require_counted(acting: Acting, row: SchoolTerm | AidPayment) -> None:
    """Raise NotPossible for what was taken back: nothing more is entered of it."""
    acting.outdate_readings()
    if row.taken_back_at is not None:
        raise NotPossible("ALREADY_TAKEN_BACK")


def _refuse_known(term: SchoolTerm, columns: Columns, company: Company | None) -> None:
    told = (columns["source"], columns["amount"], columns.get("paid_on"), company)
    known = [each for each in term.payments if each.taken_back_at is None]
    if any(told == (each.source, each.amount, each.paid_on, each.company) for each in known):
        raise NotPossible("PAYMENT_KNOWN")
