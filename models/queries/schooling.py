"""Who left school, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.schooling_event import LeavingReason, SchoolingEvent, SchoolingKind
from models.student import Student


@dataclass(frozen=True, slots=True)
class DropOut:
    """One student who left school on a day."""

    student_ref: str
    place: str | None  # division code
    day: date
    reason: LeavingReason | None


def schooling_of(session: Session, student: Student) -> Sequence[SchoolingEvent]:
    """What happened to a student at school, the latest first."""
    events = select(SchoolingEvent).where(SchoolingEvent.student_id == student.id)
    return session.scalars(events.order_by(SchoolingEvent.day.desc(), SchoolingEvent.id.desc())).all()


def drop_outs(session: Session, since: date, until: date) -> list[DropOut]:
    """Who left school from one day to another, by day, whether or not they came back."""
    query = (
        select(Student.ref, Student.place, SchoolingEvent.day, SchoolingEvent.reason)
        .join(SchoolingEvent.student)
        .where(SchoolingEvent.kind == SchoolingKind.LEFT_SCHOOL)
        .where(SchoolingEvent.day.between(since, until))
        .order_by(SchoolingEvent.day, SchoolingEvent.id)
    )
    return [DropOut(*row) for row in session.execute(query)]
