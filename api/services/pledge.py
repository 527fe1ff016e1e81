"""What companies pledge: to sponsor a student, or to give to the relief fund."""

from sqlalchemy import or_, select

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from models.company import Company
from models.pledge import Pledge
from models.student import Student


def make_pledge(
    acting: Acting,
    company: Company,
    student: Student | None,
    *,
    amount: int,
    from_term: str,
    until_term: str | None,
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
    if acting.session.scalar(others.limit(1)) is not None:
        raise NotPossible("PLEDGE_OVERLAPS")
    pledge = Pledge(
        company=company, student=student, amount=amount, from_term=from_term, until_term=until_term
    )
    acting.session.add(pledge)
    details = {"student": student.ref} if student else {}
    fields = ("amount", "from_term", "until_term")
    acting.record("pledge.made", ("company", company.ref), fields=fields, details=details)
    return pledge
