"""What companies pledge: to sponsor a student, or to give to the relief fund."""

from sqlalchemy import or_, select

from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.take_back import begin_taking_back, take_back
from api.services.told_fields import FieldsRefused
from models.company import Company
from models.pledge import Pledge
from models.school_calendar import terms_told
from models.student import Student
from models.taking_back import Mistake, counts


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

    Raises FieldsRefused for a term that nobody tells of, and NotPossible when another pledge of the company
    for the same purpose covers some of these terms: what it pays would count for both.
    """
    first, last = terms_told(acting.today)
    if not first <= from_term <= last:
        params = {"min": first, "max": last}
        raise FieldsRefused([Finding("from_term", ProblemCode.OUT_OF_RANGE, Severity.ERROR, params)])
    others = select(Pledge.id).where(
        counts(Pledge),
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


def take_back_pledge(acting: Acting, pledge: Pledge, why: Mistake) -> None:
    """Let a mistaken pledge count no longer; what the company paid stays paid.

    Raises NotPossible ALREADY_TAKEN_BACK.
    """
    begin_taking_back(acting, pledge)
    details = {"pledge": pledge.ref} | ({"student": pledge.student.ref} if pledge.student else {})
    take_back(acting, pledge, why, "pledge.taken_back", ("company", pledge.company.ref), details=details)
