"""An officer has put right what a student asked for, or found that there is nothing to put right."""

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from models.service_event import Service, ServiceEvent


def settle_correction(acting: Acting, event: ServiceEvent) -> None:
    """Keep that a correction waits no more; raises NotPossible NO_CORRECTION, ALREADY_SETTLED."""
    acting.outdate_readings()  # one by one: the second of two who settle it finds it settled
    acting.session.refresh(event)
    if event.kind is not Service.CORRECTION or event.taken_back_at is not None:
        raise NotPossible("NO_CORRECTION")
    if event.settled_at is not None:
        raise NotPossible("ALREADY_SETTLED")
    event.settled_at, event.settled_by = acting.now, acting.who.name
    details = {"service": event.ref}
    acting.record("correction.settled", ("student", event.student.ref), details=details)
