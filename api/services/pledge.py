"""What companies pledge: to sponsor a student, or to give to the relief fund."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.services.not_possible import NotPossible
from models.audit import Act, record
from models.company import Company
from models.pledge import Pledge
from models.principal import Principal
from models.student import Student


def make_pledge(
    session: Session,
    company: Company,
    student: Student | None,
    *,
    amount: int,
    from_term: str,
    until_term: str | None,
    who: Principal,
    now: datetime,
) -> Pledge:
    """A pledge of `amount` fen in all; without a student it is for the fund.

    Raises NotPossible when another pledge of the company for the same purpose covers some of these terms:
    what it pays would count for both.
    """
    others = select(Pledge.id).where(
        Pledge.company_id == company.id,
        Pledge.student_id.is_not_distinct_from(student.id if student else None),
        or_(Pledge.until_term.is_(None), Pledge.until_term >= from_term),
    )
    if until_term is not None:
        others = others.where(Pledge.from_term <= until_term)
    if session.scalar(others.limit(1)) is not None:
        raise NotPossible("PLEDGE_OVERLAPS")
    pledge = Pledge(
        company=company, student=student, amount=amount, from_term=from_term, until_term=until_term
    )
    session.add(pledge)
    session.flush()
    details = {"student": student.ref} if student else {}
    fields = ("amount", "from_term", "until_term")
    record(session, who, Act("pledge.made", ("company", company.ref), fields, details), now)
    return pledge
