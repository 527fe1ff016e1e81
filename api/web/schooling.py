"""What happens at school, logged on the student's file, and the hand-over to the search for work."""

from flask import Blueprint, Response, abort

from api.access import open_to
from api.errors import refusing_fields
from api.extensions import acting, writing
from api.i18n import marked
from api.schemas.rest.officer_study_aid import GraduationPost, SchoolingPost
from api.services.aid.log_schooling import log_schooling_event, take_back_schooling
from api.services.placing.hand_over import graduate_student
from api.web.forms import check_form_version, done, told, told_mistake
from api.web.known_students import known_student
from matcher.vocabulary import Completion
from models.principal import OFFICERS
from models.queries.schooling import get_event
from models.schooling_event import LeavingReason, SchoolingKind

blueprint = Blueprint("schooling_pages", __name__)


@blueprint.post("/students/<ref>/schooling")
@open_to(*OFFICERS)
def log(ref: str) -> Response:
    """Log attendance, absence, leaving and coming back, or a visit."""
    student = known_student(writing(), ref)
    event = told(SchoolingPost())
    reason = event.get("reason")
    with refusing_fields():
        log_schooling_event(
            acting(),
            student,
            SchoolingKind(event["kind"]),
            event["day"],
            reason=None if reason is None else LeavingReason(reason),
            note=event.get("note"),
        )
    return done(marked("Logged."))


@blueprint.post("/students/<ref>/graduation")
@open_to(*OFFICERS)
def graduate(ref: str) -> Response:
    """Hand a graduate over to the search for work."""
    student = known_student(writing(), ref)
    check_form_version(student)
    end = told(GraduationPost())
    with refusing_fields():
        graduate_student(acting(), student, end["graduated_on"], completion=Completion(end["completion"]))
    return done(marked("Handed over to the search for work. What is not known yet stands below."))


@blueprint.post("/schooling/<ref>/take-back")
@open_to(*OFFICERS)
def take_back(ref: str) -> Response:
    """Take back what was logged by mistake; of a graduation, the student is back to where they were."""
    take_back_schooling(acting(), get_event(writing(), ref) or abort(404), told_mistake())
    return done(marked("Taken back."))
