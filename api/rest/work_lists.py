"""Work lists, for officers: what waits this morning; a street officer's is the street's."""

from typing import Any

from flask import abort, current_app

from api.access import open_to
from api.clock import now
from api.extensions import audit, reading
from api.presenters.work_lists import counts_document, work_document
from api.rest.blueprints import RestBlueprint, refusal
from api.schemas.rest.envelopes import PageQuery
from api.schemas.rest.officer_work import WorkCounts, WorkPage
from api.services.name_subjects import student_faces
from api.services.work_lists import Morning, WorkList, load_work
from models.audit import Act
from models.principal import OFFICERS
from models.queries.pages import page_of

blueprint = RestBlueprint("work_lists", "What waits to be done, list by list.")


@blueprint.get("/work-lists")
@open_to(*OFFICERS)
@blueprint.response(200, WorkCounts)
def count_work() -> dict[str, Any]:
    """The lists, and how much waits on each."""
    morning = _morning()
    return counts_document({name: len(load_work(morning, name)) for name in WorkList})


@blueprint.get("/work-lists/<name>")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, WorkPage)
def read_work(query: dict[str, Any], name: str) -> dict[str, Any]:
    """One list with the students on it, the most urgent first."""
    if name not in list(WorkList):
        abort(404)
    wanted = WorkList(name)
    page = page_of(load_work(_morning(), wanted), page=query["page"], page_size=query["page_size"])
    refs = sorted({work.student for work in page.items})
    audit(Act("work.listed", fields=("name", "place", name), details={"refs": refs}))
    return work_document(wanted, page, student_faces(reading(), refs))


def _morning() -> Morning:
    return Morning(reading(), current_app.config["SERVICE_PROMISE"], now())
