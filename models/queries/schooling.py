"""Who left school, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.text.normalise import fold
from models.schooling_event import LeavingReason, SchoolingEvent, SchoolingKind
from models.student import Student
from models.taking_back import counts


@dataclass(frozen=True, slots=True)
class DropOut:
    """One student who left school on a day."""

    student_ref: str
    place: str | None  # division code
    day: date
    reason: LeavingReason | None


def schooling_of(session: Session, student: Student) -> Sequence[SchoolingEvent]:
    """What happened to a student at school, the latest first, what was taken back among it."""
    events = select(SchoolingEvent).where(SchoolingEvent.student_id == student.id)
    return session.scalars(events.order_by(SchoolingEvent.day.desc(), SchoolingEvent.id.desc())).all()


def get_event(session: Session, ref: str) -> SchoolingEvent | None:
    """The event of this reference, unless its student is erased."""
    there = SchoolingEvent.student.has(Student.erased_at.is_(None))
    return session.scalars(select(SchoolingEvent).where(SchoolingEvent.ref == fold(ref), there)).one_or_none()


def find_event(session: Session, student: Student, kind: SchoolingKind, day: date) -> SchoolingEvent | None:
    """What was logged of a student for a day, unless it was taken back."""
    same = (SchoolingEvent.student_id == student.id, SchoolingEvent.kind == kind, SchoolingEvent.day == day)
    return session.scalars(select(SchoolingEvent).where(counts(SchoolingEvent), *same)).one_or_none()


def drop_outs(session: Session, since: date, until: date) -> list[DropOut]:
    """Who left school from one day to another, by day, whether or not they came back."""
    query = (
        select(Student.ref, Student.place, SchoolingEvent.day, SchoolingEvent.reason)
        .join(SchoolingEvent.student)
        .where(counts(SchoolingEvent), SchoolingEvent.kind == SchoolingKind.LEFT_SCHOOL)
        .where(SchoolingEvent.day.between(since, until))
        .order_by(SchoolingEvent.day, SchoolingEvent.id)
    )
    return [DropOut(*row) for row in session.execute(query)]
