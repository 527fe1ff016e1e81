"""Services of a student, logged on the student's file."""

from flask import Blueprint, Response, abort

from api.access import open_to
from api.extensions import acting, writing
from api.i18n import marked
from api.schemas.rest.officer_services import ServiceLogged
from api.services.placing.log_service import log_once, take_back_service
from api.services.placing.settle_correction import settle_correction
from api.web.forms import done, told, told_mistake
from api.web.known_students import known_student
from models.principal import OFFICERS
from models.queries.service_events import get_service
from models.service_event import Service

blueprint = Blueprint("services_pages", __name__)


@blueprint.post("/students/<ref>/services")
@open_to(*OFFICERS)
def log(ref: str) -> Response:
    """Log a service of today, or of an earlier day."""
    student = known_student(writing(), ref)
    service = told(ServiceLogged())
    event = log_once(acting(), student, Service(service["kind"]), service["day"], service["note"])
    if event is None:
        return done(marked("This was noted already, a moment ago: it counts once."))
    return done(marked("Logged."))


@blueprint.post("/services/<ref>/settle")
@open_to(*OFFICERS)
def settle(ref: str) -> Response:
    """Keep that what a student asked to be put right is done."""
    settle_correction(acting(), get_service(writing(), ref) or abort(404))
    return done(marked("Noted: it is done."))


@blueprint.post("/services/<ref>/take-back")
@open_to(*OFFICERS)
def take_back(ref: str) -> Response:
    """Take a mistaken service back: it stays on record and does not count."""
    take_back_service(acting(), get_service(writing(), ref) or abort(404), told_mistake())
    return done(marked("Taken back."))
