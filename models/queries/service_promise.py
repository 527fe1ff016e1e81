"""What graduates who seek work are promised each year, and what of it they are still owed (1131)."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.reference.education import attained
from matcher.vocabulary import SEEKING
from models.service_event import Service, ServiceEvent
from models.student import Student
from models.taking_back import counts


class Promised(StrEnum):
    """What is promised, in the order in which the numbers of the promise are told."""

    BRIEFING = "briefing"
    GUIDANCE = "guidance"
    RECOMMENDATION = "recommendation"
    TRAINING = "training"  # or an internship


Year = tuple[datetime, datetime]  # its first moment, and that of the next
ServicePromise = Mapping[Promised, int]
PROMISE: ServicePromise = dict(zip(Promised, (1, 1, 3, 1), strict=True))
"""The promise where an instance makes no other."""


COUNTS_AS: Mapping[Service, Promised] = {
    Service.BRIEFING: Promised.BRIEFING,
    Service.GUIDANCE: Promised.GUIDANCE,
    Service.RECOMMENDATION: Promised.RECOMMENDATION,
    Service.TRAINING: Promised.TRAINING,
    Service.INTERNSHIP: Promised.TRAINING,
}


@dataclass(frozen=True, slots=True)
class Served:
    """One student's services of a year: each event counts once, two of one day count twice."""

    ref: str
    place: str | None  # division code
    done: Mapping[Promised, int]
    promised: Mapping[Promised, int]  # 0 to whom nothing is promised
    owed: Mapping[Promised, int]  # what is missing of it, never less than 0


def read_promise(text: str) -> ServicePromise | None:
    """A promise written as `1,1,3,1`; None where it is none."""
    numbers = [each.strip() for each in text.split(",")]
    if len(numbers) != len(Promised) or not all(re.fullmatch("[0-9]{1,2}", each) for each in numbers):
        return None
    return dict(zip(Promised, map(int, numbers), strict=True))


def load_served(session: Session, promise: ServicePromise, day: date, year: Year) -> list[Served]:
    """All to whom something is promised on `day`, with the services of a year."""
    columns = (Student.id, Student.ref, Student.place, Student.completion, Student.graduation)
    seekers = select(*columns).where(Student.state.in_(SEEKING), Student.erased_at.is_(None))
    counts = count_services(session, year)
    return [
        _served(row.ref, row.place, counts.get(row.id, Counter()), promise)
        for row in session.execute(seekers.order_by(Student.id))
        if not attained(None, row.completion, row.graduation, day).in_school
    ]


def load_served_of(
    session: Session,
    student: Student,
    promise: ServicePromise,
    day: date,
    year: Year,
) -> Served:
    """The same for one student, whoever it is."""
    studies = attained(None, student.completion, student.graduation, day).in_school
    made = promise if student.state in SEEKING and not studies else {}
    done = count_services(session, year, student.id).get(student.id, Counter())
    return _served(student.ref, student.place, done, made)


def _served(ref: str, place: str | None, done: Counter[Promised], promise: ServicePromise) -> Served:
    promised = {part: promise.get(part, 0) for part in Promised}
    owed = {part: max(promised[part] - done[part], 0) for part in Promised}
    return Served(ref, place, {part: done[part] for part in Promised}, promised, owed)


def count_services(
    session: Session, year: Year, student_id: int | None = None
) -> dict[int, Counter[Promised]]:
    """By the number of a student what was done; a mistaken event that was taken back does not count."""
    since, until = year
    query = (
        select(ServiceEvent.student_id, ServiceEvent.kind, func.count(ServiceEvent.id))
        .where(ServiceEvent.at >= since, ServiceEvent.at < until, counts(ServiceEvent))
        .group_by(ServiceEvent.student_id, ServiceEvent.kind)
    )
    if student_id is not None:
        query = query.where(ServiceEvent.student_id == student_id)
    found: dict[int, Counter[Promised]] = {}
    for student, kind, count in session.execute(query):
        if kind in COUNTS_AS:
            found.setdefault(student, Counter())[COUNTS_AS[kind]] += count
    return found
