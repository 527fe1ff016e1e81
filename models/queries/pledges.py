"""What companies pledged, and what they paid of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from matcher.text.normalise import fold
from models.aid_payment import AidPayment
from models.company import Company
from models.pledge import Pledge
from models.relief_income import ReliefIncome
from models.school_calendar import SchoolCalendar
from models.school_term import SchoolTerm
from models.student import Student
from models.taking_back import TakenBack, counts


@dataclass(frozen=True, slots=True)
class PledgeStanding:
    """A pledge and what came of it, in fen; without a student it is for the relief fund."""

    ref: str
    company_ref: str
    company: str
    student_ref: str | None
    amount: int
    from_term: str
    until_term: str | None
    paid: int
    taken_back: TakenBack | None


def pledges_of_company(session: Session, company: Company) -> list[PledgeStanding]:
    """The pledges of a company, in the order in which they were made."""
    return load_pledges(session, Pledge.company_id == company.id)


def pledges_for_student(session: Session, student: Student) -> list[PledgeStanding]:
    """The pledges to sponsor a student."""
    return load_pledges(session, Pledge.student_id == student.id)


def get_pledge(session: Session, ref: str) -> Pledge | None:
    """The pledge of this reference, unless its student is erased."""
    there = Pledge.student_id.is_(None) | Pledge.student.has(Student.erased_at.is_(None))
    return session.scalars(select(Pledge).where(Pledge.ref == fold(ref), there)).one_or_none()


def load_pledges(session: Session, wanted: ColumnElement[bool] | None = None) -> list[PledgeStanding]:
    """The pledges that are wanted, or all of them; paid is what names the company within the terms."""
    where = true() if wanted is None else wanted
    rows = session.execute(
        select(Pledge, Company.ref, Company.name, Student.ref)
        .join(Pledge.company)
        .outerjoin(Pledge.student)
        .where(where)
        .order_by(Pledge.id)
    ).all()
    paid = _paid(session, [pledge for pledge, *_ in rows])
    return [
        PledgeStanding(
            ref=pledge.ref,
            company_ref=company_ref,
            company=company,
            student_ref=student_ref,
            amount=pledge.amount,
            from_term=pledge.from_term,
            until_term=pledge.until_term,
            paid=paid[pledge.id],
            taken_back=pledge.taken_back,
        )
        for pledge, company_ref, company, student_ref in rows
    ]


def _paid(session: Session, pledges: Sequence[Pledge]) -> dict[int, int]:
    """By the number of a pledge what was paid of it."""
    companies = sorted({pledge.company_id for pledge in pledges})
    given: dict[tuple[int | None, int | None], list[tuple[str, int]]] = defaultdict(list)
    aid = (
        select(AidPayment.company_id, SchoolTerm.student_id, SchoolTerm.term, AidPayment.amount)
        .join(AidPayment.term)
        .where(counts(AidPayment), AidPayment.company_id.in_(companies), AidPayment.paid_on.is_not(None))
    )
    for company, student, term, amount in session.execute(aid):
        given[company, student].append((term, amount))
    if any(pledge.student_id is None for pledge in pledges):  # a street officer sees none, nor the income
        calendar = SchoolCalendar()
        income = select(ReliefIncome.company_id, ReliefIncome.received_on, ReliefIncome.amount)
        for company, day, amount in session.execute(
            income.where(counts(ReliefIncome), ReliefIncome.company_id.in_(companies))
        ):
            given[company, None].append((calendar.term_of(day), amount))
    return {
        pledge.id: sum(
            amount
            for term, amount in given[pledge.company_id, pledge.student_id]
            if pledge.from_term <= term and (pledge.until_term is None or term <= pledge.until_term)
        )
        for pledge in pledges
    }
