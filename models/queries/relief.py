"""The ledger of the relief fund: by household, by year, and what the fund holds."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from matcher.text.normalise import fold
from models.household import Household
from models.queries.pages import PAGE_SIZE, Page, load_page
from models.relief_income import IncomeSource, ReliefIncome
from models.relief_payment import ReliefPayment, ReliefPurpose
from models.school_term import SchoolTerm
from models.student import Student
from models.taking_back import TakenBack, counts, struck_out, taken_back


@dataclass(frozen=True, slots=True)
class Relief:
    """One payment, in fen; the payee is a household, or a student who has none.

    Of study aid that names its term: the term, and whose it is. What was taken back does not count.
    """

    ref: str
    payee_ref: str
    purpose: ReliefPurpose
    amount: int
    paid_on: date
    decision: str | None
    term: str | None
    student_ref: str | None
    taken_back: TakenBack | None


@dataclass(frozen=True, slots=True)
class ReliefFigures:
    """Payments in figures, amounts in fen: each payment is one household-time."""

    times: int
    households: int  # distinct; a student without a household counts as one
    total: int
    highest: int  # that one household got in all
    by_purpose: Mapping[ReliefPurpose, int]
    by_month: Mapping[int, int]  # 1 to 12


@dataclass(frozen=True, slots=True)
class FundFigures:
    """The relief fund up to a day, in fen; a negative balance says that some income is not entered."""

    income: int
    paid: int
    income_by_source: Mapping[IncomeSource, int]

    @property
    def balance(self) -> int:
        """What is left."""
        return self.income - self.paid


def ledger_of(session: Session, payee: Household | Student) -> list[Relief]:
    """What a household got, its members before they came to it included; or a student without one.

    What was taken back stands there too.
    """
    if isinstance(payee, Student):
        return _load(session, ReliefPayment.student_id == payee.id)
    return _load(session, (ReliefPayment.household_id == payee.id) | (Student.household_id == payee.id))


def get_payment(session: Session, ref: str) -> ReliefPayment | None:
    """The payment of this reference, unless who was paid is erased."""
    there = ReliefPayment.household.has(Household.number_sealed != b"") | ReliefPayment.student.has(
        Student.erased_at.is_(None)
    )
    query = select(ReliefPayment).where(ReliefPayment.ref == fold(ref), there)
    return session.scalars(query).one_or_none()


def get_income(session: Session, ref: str) -> ReliefIncome | None:
    """The income of this reference."""
    return session.scalars(select(ReliefIncome).where(ReliefIncome.ref == fold(ref))).one_or_none()


def find_income(session: Session, *, page: int, page_size: int = PAGE_SIZE) -> Page[ReliefIncome]:
    """What the fund received, the latest first, what was taken back among it."""
    query = select(ReliefIncome).options(joinedload(ReliefIncome.company))
    ordered = query.order_by(ReliefIncome.received_on.desc(), ReliefIncome.id.desc())
    return load_page(session, ordered, page=page, page_size=page_size)


def load_payments(session: Session, since: date, until: date) -> list[Relief]:
    """What was paid from one day to another, in order of days, and not taken back."""
    return _load(session, counts(ReliefPayment) & ReliefPayment.paid_on.between(since, until))


def year_figures(session: Session, year: int) -> ReliefFigures:
    """The payments of a calendar year in figures."""
    return relief_figures(load_payments(session, date(year, 1, 1), date(year, 12, 31)))


def relief_figures(payments: Iterable[Relief]) -> ReliefFigures:
    """These payments in figures."""
    times = 0
    by_payee: Counter[str] = Counter()
    by_purpose: Counter[ReliefPurpose] = Counter(dict.fromkeys(ReliefPurpose, 0))
    by_month: Counter[int] = Counter(dict.fromkeys(range(1, 13), 0))
    for each in payments:
        times += 1
        by_payee[each.payee_ref] += each.amount
        by_purpose[each.purpose] += each.amount
        by_month[each.paid_on.month] += each.amount
    return ReliefFigures(
        times=times,
        households=len(by_payee),
        total=by_payee.total(),
        highest=max(by_payee.values(), default=0),
        by_purpose=by_purpose,
        by_month=by_month,
    )


def fund_figures(session: Session, as_of: date) -> FundFigures:
    """What came into the fund and was paid from it, up to a day."""
    income = select(ReliefIncome.source, func.sum(ReliefIncome.amount))
    came = {
        source: int(amount)
        for source, amount in session.execute(
            income.where(counts(ReliefIncome), ReliefIncome.received_on <= as_of).group_by(
                ReliefIncome.source
            )
        )
    }
    paid = select(func.sum(ReliefPayment.amount)).where(counts(ReliefPayment), ReliefPayment.paid_on <= as_of)
    return FundFigures(
        income=sum(came.values()),
        paid=int(session.scalars(paid).one() or 0),
        income_by_source={source: came.get(source, 0) for source in IncomeSource},
    )


def payee_name(payment: ReliefPayment) -> str:
    """What the payee is called: the household's number, or the student's name."""
    if payment.household is not None:
        return payment.household.number
    assert payment.student is not None
    return payment.student.name


def _load(session: Session, wanted: ColumnElement[bool]) -> list[Relief]:
    pupil = aliased(Student)
    household = func.coalesce(ReliefPayment.household_id, Student.household_id)
    query = (
        select(
            ReliefPayment.ref,
            func.coalesce(Household.ref, Student.ref).label("payee_ref"),
            ReliefPayment.purpose,
            ReliefPayment.amount,
            ReliefPayment.paid_on,
            ReliefPayment.decision,
            SchoolTerm.term,
            pupil.ref.label("student_ref"),
            *struck_out(ReliefPayment),
        )
        .outerjoin(Student, Student.id == ReliefPayment.student_id)
        .outerjoin(Household, Household.id == household)
        .outerjoin(SchoolTerm, SchoolTerm.id == ReliefPayment.term_id)
        .outerjoin(pupil, pupil.id == SchoolTerm.student_id)
        .where(wanted)
        .order_by(ReliefPayment.paid_on, ReliefPayment.id)
    )
    return [
        Relief(
            ref=row.ref,
            payee_ref=row.payee_ref,
            purpose=row.purpose,
            amount=row.amount,
            paid_on=row.paid_on,
            decision=row.decision,
            term=row.term,
            student_ref=row.student_ref,
            taken_back=taken_back(row),
        )
        for row in session.execute(query)
    ]
