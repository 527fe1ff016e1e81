"""Who left school, why, and who came back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.schooling_event import LeavingReason, SchoolingEvent, SchoolingKind
from models.student import Student


@dataclass(frozen=True, slots=True)
class DropOut:
    """One student who left school on a day; `returned_on` is the day of coming back, None if not yet."""

    student_ref: str
    place: str | None  # division code
    day: date
    reason: LeavingReason | None
    returned_on: date | None


@dataclass(frozen=True, slots=True)
class DropOutFigures:
    """Distinct persons; somebody who left twice for two reasons counts under both, and once in all."""

    persons: int
    returned: int  # of them, back at school since they left last
    over_fees: int
    over_fees_returned: int
    by_reason: Mapping[LeavingReason | None, int]  # None: not known


def schooling_of(session: Session, student: Student) -> Sequence[SchoolingEvent]:
    """What happened to a student at school, the latest first."""
    events = select(SchoolingEvent).where(SchoolingEvent.student_id == student.id)
    return session.scalars(events.order_by(SchoolingEvent.day.desc(), SchoolingEvent.id.desc())).all()


def drop_outs(session: Session, since: date, until: date, *, as_of: date | None = None) -> list[DropOut]:
    """Who left school from one day to another, by day; coming back counts until `as_of`, if given."""
    query = (
        select(Student.ref, Student.place, SchoolingEvent.day, SchoolingEvent.kind, SchoolingEvent.reason)
        .join(SchoolingEvent.student)
        .where(SchoolingEvent.kind.in_((SchoolingKind.LEFT_SCHOOL, SchoolingKind.RETURNED)))
        .where(SchoolingEvent.day >= since)
        .order_by(SchoolingEvent.day, SchoolingEvent.id)
    )
    left: list[DropOut] = []
    back: dict[str, list[date]] = {}
    for ref, place, day, kind, reason in session.execute(query):
        if kind is SchoolingKind.RETURNED:
            if as_of is None or day <= as_of:
                back.setdefault(ref, []).append(day)
        elif day <= until:
            left.append(DropOut(ref, place, day, reason, None))
    return [DropOut(each.student_ref, each.place, each.day, each.reason, _first(back, each)) for each in left]


def drop_out_figures(left: Iterable[DropOut]) -> DropOutFigures:
    """The figures of these; the target of those over fees is none."""
    last: dict[str, DropOut] = {}
    reasons: dict[LeavingReason | None, set[str]] = {reason: set() for reason in (*LeavingReason, None)}
    for each in left:
        last[each.student_ref] = each
        reasons[each.reason].add(each.student_ref)
    returned = {ref for ref, each in last.items() if each.returned_on is not None}
    over_fees = reasons[LeavingReason.FEES]
    return DropOutFigures(
        persons=len(last),
        returned=len(returned),
        over_fees=len(over_fees),
        over_fees_returned=len(over_fees & returned),
        by_reason={reason: len(refs) for reason, refs in reasons.items()},
    )


def _first(back: Mapping[str, list[date]], left: DropOut) -> date | None:
    return next((day for day in back.get(left.student_ref, ()) if day >= left.day), None)
