"""Take one of an opening's places: two who want the last one at once never both get it."""

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from matcher.vocabulary import OpeningStatus
from models.company import Company, CompanyStatus
from models.opening import Opening


class NoVacancy(Exception):
    """No place is left, the opening is not open any more, or its company is suspended."""

    code = "NO_VACANCY"


def reserve_vacancy(session: Session, opening_id: int) -> None:
    """Count one more person as placed; raises NoVacancy.

    The condition stands in the statement itself, so that the database decides who is first.
    """
    taken = session.execute(
        update(Opening)
        .where(
            Opening.id == opening_id,
            Opening.filled < Opening.headcount,
            Opening.status == OpeningStatus.OPEN,
            Opening.company.has(Company.status == CompanyStatus.ACTIVE),
        )
        .values(filled=Opening.filled + 1, version=Opening.version + 1)
    )
    assert isinstance(taken, CursorResult)
    if taken.rowcount != 1:
        raise NoVacancy
