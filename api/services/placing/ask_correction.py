"""A student asks for something on record to be put right: it waits for an officer until it is settled."""

from datetime import timedelta

from sqlalchemy import func, select

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.placing.log_service import log_service
from models.service_event import Service, ServiceEvent
from models.student import Student

A_DAY = 5  # by one link: more is no correction


def ask_correction(acting: Acting, student: Student, words: str) -> ServiceEvent:
    """Keep what a student wants to have put right, until somebody settles it.

    Raises NotPossible WORDS_MISSING, ENOUGH_TODAY.
    """
    if not words.strip():
        raise NotPossible("WORDS_MISSING")
    asked = select(func.count(ServiceEvent.id)).where(
        ServiceEvent.student_id == student.id,
        ServiceEvent.recorded_by == acting.who.name,
        ServiceEvent.recorded_at > acting.now - timedelta(days=1),
    )
    if acting.session.scalars(asked).one() >= A_DAY:
        raise NotPossible("ENOUGH_TODAY")
    return log_service(acting, student, Service.CORRECTION, note=words)
