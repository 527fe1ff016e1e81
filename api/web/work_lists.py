"""Work lists on the desk: who waits for what, and the act that is at hand."""

from flask import Blueprint, abort, current_app, render_template

from api.access import open_to
from api.clock import now
from api.extensions import audit, reading
from api.presenters.services import service_name
from api.presenters.work_lists import work_document
from api.services.first_steps import Missing, find_missing
from api.services.name_subjects import student_faces
from api.services.work_lists import Morning, WorkList, load_work
from api.web.filters import page_number
from models.audit import Act
from models.principal import OFFICERS
from models.queries.pages import page_of
from models.service_event import Service

LOGGED = (Service.BRIEFING, Service.GUIDANCE, Service.TRAINING)
"""Services that somebody logs; a recommendation is counted by the referral that was sent."""

blueprint = Blueprint("work_lists_pages", __name__, url_prefix="/work")


@blueprint.get("/<name>")
@open_to(*OFFICERS)
def read(name: str) -> str:
    """A page of one list, the most urgent first."""
    if name not in list(WorkList):
        abort(404)
    wanted = WorkList(name)
    morning = Morning(reading(), current_app.config["SERVICE_PROMISE"], now())
    page = page_of(load_work(morning, wanted), page=page_number())
    refs = sorted({work.student for work in page.items})
    audit(Act("work.listed", fields=("name", "place", name), details={"refs": refs}))
    return render_template(
        "work.html",
        page=work_document(wanted, page, student_faces(reading(), refs)),
        district=current_app.config["DISTRICT"],
        unfounded=_unfounded(wanted) if not page.total else None,
        services=[(service.value, service_name(service)) for service in LOGGED],
    )


def _unfounded(wanted: WorkList) -> Missing | None:
    """What has to be on record before anything can wait on a list."""
    missing = find_missing(reading())
    needed = (Missing.STUDENTS, Missing.TERMS) if wanted is WorkList.FEE_GAPS else (Missing.STUDENTS,)
    return next((each for each in needed if each in missing), None)
