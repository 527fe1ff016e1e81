"""What happens to students at school: logged once, and taken back when it was a mistake."""

from datetime import date

from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.acting import Acting
from api.services.placing.hand_over import hand_back
from api.services.take_back import begin_taking_back, take_back
from api.services.told_fields import FieldsRefused, FieldTaken
from models.queries.schooling import find_event
from models.schooling_event import STAYING_AWAY, LeavingReason, SchoolingEvent, SchoolingKind
from models.student import Student
from models.taking_back import Mistake


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
    if find_event(acting.session, student, kind, day) is not None:
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


def take_back_schooling(acting: Acting, event: SchoolingEvent, why: Mistake) -> None:
    """Let what was logged by mistake count no longer; whoever did not graduate after all is back in school.

    Raises NotPossible ALREADY_TAKEN_BACK, and of a graduation FOLLOWED, CHANGED_SINCE or BEFORE_UNKNOWN.
    """
    begin_taking_back(acting, event)
    if event.kind is SchoolingKind.GRADUATED:
        hand_back(acting, event)
    details = {"event": event.ref, "kind": event.kind}
    take_back(acting, event, why, "schooling.taken_back", ("student", event.student.ref), details=details)
