"""The end of a course: a student is handed over to the search for work, and back where that was a mistake."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.told_fields import FieldsRefused
from matcher.candidate import age_on
from matcher.lifecycle import WORK_FROM
from matcher.vocabulary import Completion, StudentState
from models.placement import Placement
from models.queries.schooling import find_event
from models.referral import Referral
from models.school_term import SchoolTerm
from models.schooling_event import SchoolingEvent, SchoolingKind
from models.shortlist import Shortlist
from models.student import Student
from models.taking_back import counts

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
    """A student who has graduated, the event that says so, and what of FOR_MATCHING is known or to ask."""

    student: Student
    event: SchoolingEvent
    known: tuple[str, ...]
    to_ask: tuple[str, ...]


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
    event = find_event(acting.session, student, SchoolingKind.GRADUATED, graduated_on)
    if event is None:
        event = SchoolingEvent(
            student=student,
            kind=SchoolingKind.GRADUATED,
            day=graduated_on,
            actor=acting.who.name,
            at=acting.now,
            before=_facts(student),
        )
        acting.session.add(event)
    student.completion, student.completion_words = completion, None
    student.graduation, student.graduation_words = graduated_on, None
    student.state = student.state or StudentState.SEEKING
    last = acting.session.scalars(
        select(SchoolTerm)
        .where(counts(SchoolTerm), SchoolTerm.student_id == student.id)
        .order_by(SchoolTerm.term.desc())
        .limit(1)
    ).one_or_none()
    if last is not None:
        student.school = student.school or last.school
        student.education = student.education or last.education
    fields = ("completion", "graduation", "state", "school", "education")
    acting.record("student.graduated", ("student", student.ref), fields=fields)
    told = {name: getattr(student, name) for name in FOR_MATCHING}
    unknown = tuple(
        name for name, value in told.items() if value is None or (value == [] and name != "limits")
    )
    return HandOver(student, event, tuple(name for name in FOR_MATCHING if name not in unknown), unknown)


def hand_back(acting: Acting, event: SchoolingEvent) -> None:
    """Put a student back to where they were before they were said to have graduated.

    Raises NotPossible FOLLOWED once somebody works at placing them, CHANGED_SINCE when another state or day
    stands there, and BEFORE_UNKNOWN of a graduation that was logged without a hand-over.
    """
    student, before = event.student, event.before
    if before is None:
        raise NotPossible("BEFORE_UNKNOWN")
    if _is_followed(acting, event):
        raise NotPossible("FOLLOWED")
    state = before["state"] or StudentState.SEEKING
    if (student.graduation, student.state) != (event.day, state):
        raise NotPossible("CHANGED_SINCE")
    graduation = before["graduation"]
    student.completion = None if before["completion"] is None else Completion(before["completion"])
    student.graduation = None if graduation is None else date.fromisoformat(graduation)
    student.state = None if before["state"] is None else StudentState(before["state"])
    student.completion_words = before["completion_words"]
    student.graduation_words = before["graduation_words"]


def _facts(student: Student) -> dict[str, str | None]:
    """What a hand-over changes of a student; school and level are filled in and stay."""
    return {
        "completion": student.completion,
        "completion_words": student.completion_words,
        "graduation": None if student.graduation is None else student.graduation.isoformat(),
        "graduation_words": student.graduation_words,
        "state": student.state,
    }


def _is_followed(acting: Acting, event: SchoolingEvent) -> bool:
    """Whether somebody approved a list for the student since, referred or placed them."""
    student = event.student_id
    followed = (
        select(Shortlist.id).where(Shortlist.student_id == student, Shortlist.approved_at >= event.at),
        select(Referral.id).where(Referral.student_id == student, Referral.proposed_at >= event.at),
        select(Placement.id).where(Placement.student_id == student, Placement.recorded_at >= event.at),
    )
    return any(acting.session.scalars(query.limit(1)).first() is not None for query in followed)
