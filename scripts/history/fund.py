"""What came into the relief fund, so that it could pay what it paid; and what was logged of schools."""

from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import select

from api.clock import CLOCK
from api.services.acting import Acting
from api.services.aid.log_schooling import log_schooling_event
from api.services.aid.record_relief import add_income
from matcher.vocabulary import Completion
from models.company import Company
from models.queries.relief import year_figures
from models.schooling_event import LeavingReason, SchoolingKind
from models.student import Student
from scripts.history.diary import OFFICER, Diary
from scripts.history.extent import first_day

FEN = 100
OVER = 1.12  # received for each yuan that was paid
SHARES = {"budget": 0.6, "charity": 0.25, "company": 0.15}
VISITED = 0.12


def fill_fund(diary: Diary, seed: int, today: date) -> None:
    """Each year a budget, a charity's grant and gifts of companies, rounded to whole thousands of yuan."""
    rng = Random(f"fund {seed}")
    companies = diary.session.scalars(select(Company).order_by(Company.id)).all()
    for year in range(first_day(today).year, today.year + 1):
        paid = year_figures(diary.session, year).total
        on = min(date(year, 1, 15), today)
        for source, share in SHARES.items():
            yuan = -(-round(paid * share * OVER) // (FEN * 1000)) * 1000
            told = {"source": source, "amount": str(yuan), "received_on": on.isoformat()}
            if yuan:
                company = rng.choice(companies) if source == "company" else None
                add_income(_at(diary, on), told, company=company)


def log_schools(diary: Diary, seed: int, today: date) -> None:
    """Visits at school or at home; and one who stayed away because of an illness, and came back."""
    rng = Random(f"schools {seed}")
    at_school = select(Student).where(Student.completion == Completion.IN_SCHOOL).order_by(Student.id)
    visited = [each for each in diary.session.scalars(at_school) if rng.random() < VISITED]
    for number, student in enumerate(visited):
        day = today - timedelta(days=rng.randrange(5, 300))
        _log(diary, student, SchoolingKind.VISIT, day)
        if number == 0:
            _log(diary, student, SchoolingKind.LEFT_SCHOOL, day - timedelta(days=60), LeavingReason.ILLNESS)
            _log(diary, student, SchoolingKind.RETURNED, day + timedelta(days=3))


def _log(
    diary: Diary, student: Student, kind: SchoolingKind, day: date, reason: LeavingReason | None = None
) -> None:
    log_schooling_event(_at(diary, day), student, kind, day, reason=reason)


def _at(diary: Diary, day: date) -> Acting:
    """The officer at noon."""
    return Acting(diary.session, OFFICER, datetime.combine(day, time(12), CLOCK))
