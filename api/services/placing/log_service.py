"""What was done for a student is logged once; what is promised is counted from it and from nothing else."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from api.clock import CLOCK, local_day
from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.take_back import begin_taking_back, take_back
from models.queries.service_events import logged_since
from models.referral import Referral
from models.service_event import Service, ServiceEvent
from models.student import Student
from models.taking_back import Mistake

CLICK = timedelta(minutes=1)  # the same within this time is one act, clicked twice
MIDDAY = time(12, tzinfo=CLOCK)  # of a service on an earlier day nobody knows the hour


def log_service(
    acting: Acting, student: Student, kind: Service, day: date | None = None, note: str | None = None
) -> ServiceEvent:
    """Keep a service, of today unless told otherwise; raises NotPossible FUTURE."""
    day = day or acting.today
    if day > acting.today:
        raise NotPossible("FUTURE")
    at = acting.now if day == acting.today else datetime.combine(day, MIDDAY)
    return _keep(acting, ServiceEvent(student=student, kind=kind, at=at, note=(note or "").strip() or None))


def log_once(
    acting: Acting, student: Student, kind: Service, day: date | None = None, note: str | None = None
) -> ServiceEvent | None:
    """As `log_service`, for a form: None if whoever acts has just logged the same, by a click too many."""
    session = acting.session
    session.execute(select(Student.id).where(Student.id == student.id).with_for_update())  # one by one
    day, note = day or acting.today, (note or "").strip() or None
    if any(
        (local_day(each.at), each.note) == (day, note)
        for each in logged_since(session, student, kind, acting.who.name, acting.now - CLICK)
    ):
        return None
    return log_service(acting, student, kind, day, note)


def count_recommendation(acting: Acting, referral: Referral) -> ServiceEvent:
    """Count a referral that is being sent as the recommendation that it is."""
    kind = Service.RECOMMENDATION
    return _keep(acting, ServiceEvent(student=referral.student, kind=kind, at=acting.now, referral=referral))


def take_back_service(acting: Acting, event: ServiceEvent, why: Mistake) -> None:
    """Let a mistaken service count no longer; raises NotPossible ALREADY_TAKEN_BACK, BY_REFERRAL."""
    begin_taking_back(acting, event)
    if event.referral_id is not None:
        raise NotPossible("BY_REFERRAL")
    details = {"service": event.ref, "kind": event.kind}
    take_back(acting, event, why, "service.taken_back", ("student", event.student.ref), details=details)


def _keep(acting: Acting, event: ServiceEvent) -> ServiceEvent:
    event.recorded_at, event.recorded_by = acting.now, acting.who.name
    acting.session.add(event)
    acting.session.flush()
    details = {"service": event.ref, "kind": event.kind}
    acting.record("service.logged", ("student", event.student.ref), details=details)
    return event
