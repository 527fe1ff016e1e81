"""What was done for a student is logged once; what is promised is counted from it and from nothing else."""

from datetime import date, datetime, time

from api.clock import CLOCK
from api.services.acting import Acting
from api.services.not_possible import NotPossible
from models.referral import Referral
from models.service_event import Service, ServiceEvent
from models.student import Student

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


def count_recommendation(acting: Acting, referral: Referral) -> ServiceEvent:
    """Count a referral that is being sent as the recommendation that it is."""
    kind = Service.RECOMMENDATION
    return _keep(acting, ServiceEvent(student=referral.student, kind=kind, at=acting.now, referral=referral))


def take_back(acting: Acting, event: ServiceEvent) -> None:
    """Let a mistaken service count no longer; raises NotPossible ALREADY_TAKEN_BACK, BY_REFERRAL."""
    if event.referral_id is not None:
        raise NotPossible("BY_REFERRAL")
    if event.taken_back_at is not None:
        raise NotPossible("ALREADY_TAKEN_BACK")
    event.taken_back_at, event.taken_back_by = acting.now, acting.who.name
    _record(acting, "service.taken_back", event)


def _keep(acting: Acting, event: ServiceEvent) -> ServiceEvent:
    event.recorded_at, event.recorded_by = acting.now, acting.who.name
    acting.session.add(event)
    acting.session.flush()
    _record(acting, "service.logged", event)
    return event


def _record(acting: Acting, code: str, event: ServiceEvent) -> None:
    details = {"service": event.ref, "kind": event.kind}
    acting.record(code, ("student", event.student.ref), details=details)
