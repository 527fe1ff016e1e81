"""The year's figures up to a day: persons, each once, as the yearly report counts them."""

from datetime import date
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from api.services.reports.year_so_far import YearSoFar, year_so_far
from matcher.vocabulary import EndReason, Evidence
from models.placement import Placement
from models.queries.reports import load_hires
from models.schooling_event import LeavingReason, SchoolingEvent, SchoolingKind
from models.student import Student
from models.vault import Vault
from tests.models.samples import NOW, a_company, a_student

TODAY = date(2026, 11, 2)
NUMBERS = count()


def somebody(vault: Vault) -> Student:
    return a_student(vault, id_number=f"32020520060901{next(NUMBERS):03}X")


def work(student: Student, started: date, ended: date | None = None, **facts: Any) -> Placement:
    known = {"employer": "家门口超市", "evidence": Evidence.CONTRACT, "recorded_at": NOW, "recorded_by": "a"}
    reason = {"end_reason": EndReason.UNKNOWN} if ended else {}
    return Placement(student=student, started=started, ended=ended, **known | reason | facts)


def left(student: Student, day: date, reason: LeavingReason) -> SchoolingEvent:
    kind = SchoolingKind.LEFT_SCHOOL
    return SchoolingEvent(student=student, kind=kind, day=day, reason=reason, at=NOW, actor="a")


def test_persons_of_the_year_are_counted_once(session: Session, vault: Vault) -> None:
    twice, intern, absent, before, later = (somebody(vault) for _ in range(5))
    session.add_all(
        [
            a_company(),
            work(twice, date(2026, 1, 1), date(2026, 3, 1)),
            work(twice, TODAY),
            work(intern, date(2026, 5, 1), internship=True),
            work(absent, date(2026, 5, 1), date(2026, 5, 1), end_reason=EndReason.NEVER_STARTED),
            work(before, date(2025, 12, 31)),
            work(later, date(2026, 11, 3)),
            left(intern, date(2026, 1, 1), LeavingReason.FEES),
            left(intern, TODAY, LeavingReason.FEES),
            left(absent, TODAY, LeavingReason.ILLNESS),
            left(before, date(2025, 12, 31), LeavingReason.FEES),
        ]
    )
    session.flush()
    assert year_so_far(session, TODAY) == YearSoFar(year=2026, companies=1, placed=1, left_over_fees=1)
    of_the_report = {hire.person for hire in load_hires(session) if hire.started.year == 2026}
    assert of_the_report == {twice.id, later.id}
