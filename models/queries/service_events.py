"""Read the services that students had."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from matcher.text.normalise import fold
from models.queries.pages import Page, load_page
from models.service_event import Service, ServiceEvent
from models.student import Student
from models.taking_back import counts


def services_of(session: Session, student: Student, *, page: int, page_size: int) -> Page[ServiceEvent]:
    """The services of a student, the latest first, those that were taken back among them."""
    query = select(ServiceEvent).where(ServiceEvent.student_id == student.id)
    ordered = query.order_by(ServiceEvent.at.desc(), ServiceEvent.id.desc())
    return load_page(session, ordered, page=page, page_size=page_size)


def logged_since(
    session: Session, student: Student, kind: Service, by: str, moment: datetime
) -> Sequence[ServiceEvent]:
    """The services of a kind that somebody has logged for a student since then, and not taken back."""
    return session.scalars(
        select(ServiceEvent).where(
            ServiceEvent.student_id == student.id,
            ServiceEvent.kind == kind,
            ServiceEvent.recorded_by == by,
            ServiceEvent.recorded_at > moment,
            ServiceEvent.taken_back_at.is_(None),
        )
    ).all()


def corrections_waiting(session: Session, student: Student) -> Sequence[ServiceEvent]:
    """What a student asked to be put right and nobody has settled, the first first."""
    query = select(ServiceEvent).where(ServiceEvent.student_id == student.id, is_waiting())
    return session.scalars(query.order_by(ServiceEvent.at, ServiceEvent.id)).all()


def is_waiting() -> ColumnElement[bool]:
    """The condition that a service is a correction which nobody has settled."""
    asked = ServiceEvent.kind == Service.CORRECTION
    return asked & ServiceEvent.settled_at.is_(None) & counts(ServiceEvent)


def get_service(session: Session, ref: str) -> ServiceEvent | None:
    """The service of this reference, unless its student is erased."""
    there = ServiceEvent.student.has(Student.erased_at.is_(None))
    return session.scalars(select(ServiceEvent).where(ServiceEvent.ref == fold(ref), there)).one_or_none()
