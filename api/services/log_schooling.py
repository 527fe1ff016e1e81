"""What happens to students at school: logged once, and the hand-over to job seeking at the end."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.told_fields import FieldsRefused, FieldTaken
from matcher.candidate import age_on
from matcher.lifecycle import WORK_FROM
from matcher.vocabulary import Completion, StudentState
from models.school_term import SchoolTerm
from models.schooling_event import STAYING_AWAY, LeavingReason, SchoolingEvent, SchoolingKind
from models.student import Student

FOR_MATCHING = (
    "phone",
    "place",
    "education",
    "majors",
    "skills",
    "experience",
    "certificates",
    "wished_occupations",
    "wage_floor",
    "wished_places",
    "needs_dormitory",
    "may_relocate",
    "limits",
)
"""What the search for work asks of a student."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """A student who has graduated, and what of FOR_MATCHING is known and what is to ask."""

    student: Student
    known: tuple[str, ...]
    to_ask: tuple[str, ...]


def log_schooling_event(
    acting: Acting,
    student: Student,
    kind: SchoolingKind,
    day: date,
    *,
    reason: LeavingReason | None = None,
    note: str | None = None,
) -> SchoolingEvent:
    """Log what happened on a day; raises FieldsRefused, and FieldTaken for what was logged already."""
    if day > acting.today:
        raise FieldsRefused([Finding("day", ProblemCode.DAY_TO_COME, Severity.ERROR)])
    if reason is not None and kind not in STAYING_AWAY:
        accepted = {"accepted": [str(each) for each in STAYING_AWAY]}
        raise FieldsRefused([Finding("kind", ProblemCode.NOT_ACCEPTED, Severity.ERROR, accepted)])
    if _logged(acting.session, student, kind, day) is not None:
        raise FieldTaken("day")
    event = SchoolingEvent(
        student=student,
        kind=kind,
        day=day,
        reason=reason,
        note=note or None,
        actor=acting.who.name,
        at=acting.now,
    )
    acting.session.add(event)
    fields = ("kind", "day", "reason", "note")
    acting.record("schooling.logged", ("student", student.ref), fields=fields)
    return event


def graduate_student(
    acting: Acting,
    student: Student,
    graduated_on: date,
    *,
    completion: Completion = Completion.GRADUATED,
) -> HandOver:
    """Hand a student over to the search for work: graduated, and seeking unless another state is known.

    School and level come from the latest term where the student's own are unknown. Raises FieldsRefused, and
    NotPossible TOO_YOUNG for whom nobody may give work: they go on to another school.
    """
    if age_on(student.birth_date, acting.today) < WORK_FROM:
        raise NotPossible("TOO_YOUNG")
    if graduated_on > acting.today:
        raise FieldsRefused([Finding("graduated_on", ProblemCode.DAY_TO_COME, Severity.ERROR)])
    student.completion, student.completion_words = completion, None
    student.graduation, student.graduation_words = graduated_on, None
    student.state = student.state or StudentState.SEEKING
    last = acting.session.scalars(
        select(SchoolTerm)
        .where(SchoolTerm.student_id == student.id)
        .order_by(SchoolTerm.term.desc())
        .limit(1)
    ).one_or_none()
    if last is not None:
        student.school = student.school or last.school
        student.education = student.education or last.education
    if _logged(acting.session, student, SchoolingKind.GRADUATED, graduated_on) is None:
        acting.session.add(
            SchoolingEvent(
                student=student,
                kind=SchoolingKind.GRADUATED,
                day=graduated_on,
                actor=acting.who.name,
                at=acting.now,
            )
        )
    fields = ("completion", "graduation", "state", "school", "education")
    acting.record("student.graduated", ("student", student.ref), fields=fields)
    told = {name: getattr(student, name) for name in FOR_MATCHING}
    unknown = tuple(
        name for name, value in told.items() if value is None or (value == [] and name != "limits")
    )
    return HandOver(student, tuple(name for name in FOR_MATCHING if name not in unknown), unknown)


def _logged(session: Session, student: Student, kind: SchoolingKind, day: date) -> int | None:
    same = (SchoolingEvent.student_id == student.id, SchoolingEvent.kind == kind, SchoolingEvent.day == day)
    return session.scalar(select(SchoolingEvent.id).where(*same))
