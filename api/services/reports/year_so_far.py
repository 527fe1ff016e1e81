"""The three figures that the programme is known by, as far as the year has come, of what the session sees."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.reports import count_hired, count_market
from models.queries.schooling import drop_outs
from models.schooling_event import LeavingReason


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """Counts of one year up to a day, for those who see the cases; nothing is withheld."""

    year: int
    companies: int  # registered
    placed: int  # persons whose employment began in the year
    left_over_fees: int  # persons


def year_so_far(session: Session, today: date) -> YearSoFar:
    """Count what the yearly report counts, up to today."""
    first = date(today.year, 1, 1)
    left = {
        each.student_ref for each in drop_outs(session, first, today) if each.reason is LeavingReason.FEES
    }
    return YearSoFar(
        year=today.year,
        companies=count_market(session, today).registered,
        placed=count_hired(session, first, today),
        left_over_fees=len(left),
    )
