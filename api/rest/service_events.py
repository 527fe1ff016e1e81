"""Services of students, for officers: logged, taken back, and what is owed to whom."""

from typing import Any

from flask import abort, current_app

from api.access import open_to
from api.clock import now
from api.extensions import acting, audit, reading, writing
from api.presenters.services import owed_document, service_document, services_document
from api.rest.blueprints import RestBlueprint, refusal
from api.schemas.rest.envelopes import PageQuery
from api.schemas.rest.officer_services import OwedPage, ServiceAnswer, ServiceLogged, ServicePage
from api.schemas.rest.officer_taking_back import TakeBackPost
from api.services.name_subjects import student_faces
from api.services.placing.log_service import log_service, take_back_service
from api.services.placing.owed_services import owed_services, served_this_year
from api.services.placing.settle_correction import settle_correction
from models.audit import Act
from models.principal import OFFICERS
from models.queries import students
from models.queries.pages import page_of
from models.queries.service_events import get_service, services_of
from models.service_event import Service
from models.taking_back import Mistake

blueprint = RestBlueprint("service_events", "Services of students, and what is promised to graduates.")


@blueprint.get("/students/<ref>/service-events")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, ServicePage)
def list_services(query: dict[str, Any], ref: str) -> dict[str, Any]:
    """A student's services, the latest first, and how the promise of this year stands."""
    student = students.get(reading(), ref) or abort(404)
    promise = current_app.config["SERVICE_PROMISE"]
    audit(Act("student.services", ("student", student.ref), ("services",)))
    page = services_of(reading(), student, page=query["page"], page_size=query["page_size"])
    return services_document(page, served_this_year(reading(), student, promise, now()), promise)


@blueprint.post("/students/<ref>/service-events")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404), "409": refusal(409)})
@blueprint.arguments(ServiceLogged)
@blueprint.response(201, ServiceAnswer)
def log(told: dict[str, Any], ref: str) -> dict[str, Any]:
    """Log a service; a referral that is sent counts as a recommendation by itself."""
    student = students.get(writing(), ref) or abort(404)
    event = log_service(acting(), student, Service(told["kind"]), told["day"], told["note"])
    return service_document(event)


@blueprint.post("/service-events/<ref>/settle")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404), "409": refusal(409)})
@blueprint.response(200, ServiceAnswer)
def settle(ref: str) -> dict[str, Any]:
    """Keep that what a student asked to be put right is done."""
    event = get_service(writing(), ref) or abort(404)
    settle_correction(acting(), event)
    return service_document(event)


@blueprint.post("/service-events/<ref>/take-back")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404), "409": refusal(409)})
@blueprint.arguments(TakeBackPost)
@blueprint.response(200, ServiceAnswer)
def take_back(told: dict[str, Any], ref: str) -> dict[str, Any]:
    """Take a mistaken service back: it stays on record and does not count."""
    event = get_service(writing(), ref) or abort(404)
    take_back_service(acting(), event, Mistake(told["reason"]))
    return service_document(event)


@blueprint.get("/service-promises")
@open_to(*OFFICERS)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, OwedPage)
def list_owed(query: dict[str, Any]) -> dict[str, Any]:
    """Graduates who seek work and are owed a service of this year; a street officer's those of the street."""
    owed = owed_services(reading(), current_app.config["SERVICE_PROMISE"], now())
    page = page_of(owed, page=query["page"], page_size=query["page_size"])
    refs = [each.ref for each in page.items]
    audit(Act("services.owed", fields=("name", "place", "services"), details={"refs": refs}))
    return owed_document(page, student_faces(reading(), refs))
