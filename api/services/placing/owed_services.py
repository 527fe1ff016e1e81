"""Who is owed which services this year."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.clock import local_day, year_span
from models.queries.service_promise import Served, ServicePromise, load_served, load_served_of
from models.student import Student


def owed_services(
    session: Session, promise: ServicePromise, now: datetime, student: Student | None = None
) -> list[Served]:
    """All who are owed something, in the order in which they were registered; told a student, that one."""
    if student is not None:
        served = [served_this_year(session, student, promise, now)]
    else:
        day = local_day(now)
        served = load_served(session, promise, day, year_span(day.year))
    return [each for each in served if any(each.owed.values())]


def served_this_year(session: Session, student: Student, promise: ServicePromise, now: datetime) -> Served:
    """What one student had this year, and is owed."""
    day = local_day(now)
    return load_served_of(session, student, promise, day, year_span(day.year))
