"""Take one of an opening's places, or give it back: two who want the last one never both get it."""

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from api.services.not_possible import NotPossible
from matcher.vocabulary import OpeningStatus
from models.company import Company, CompanyStatus
from models.opening import Opening


class NoVacancy(NotPossible):
    """No place is left, or the opening is not open any more."""

    def __init__(self) -> None:
        super().__init__("NO_VACANCY")


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


def release_vacancy(session: Session, opening_id: int) -> None:
    """Count one person less as placed: somebody has left, or never came."""
    session.execute(
        update(Opening)
        .where(Opening.id == opening_id, Opening.filled > 0)
        .values(filled=Opening.filled - 1, version=Opening.version + 1)
    )
