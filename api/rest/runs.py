"""Everybody's shortlists at once: ordered here, made by a worker, kept so that they can be read again."""

from typing import Any

from flask import abort
from sqlalchemy.orm import Session

from api.access import open_to
from api.clock import today
from api.extensions import acting, audit, reading, send_after_commit, writing
from api.presenters.jobs import run_document, run_lists_document
from api.rest.blueprints import RestBlueprint, refusal
from api.schemas.rest.envelopes import PageQuery
from api.schemas.rest.officer_jobs import RunAnswer, RunListPage, RunOrder
from api.services.jobs import cancel, find_job, order
from models.audit import Act
from models.job import Job, JobKind
from models.principal import OFFICERS, Role
from models.queries.job_results import run_lists, run_of

blueprint = RestBlueprint("runs", "Everybody's shortlists, as they were made once.")


@blueprint.post("/runs")
@open_to(Role.OFFICER)
@blueprint.arguments(RunOrder)
@blueprint.response(202, RunAnswer)
def order_run(told: dict[str, Any]) -> dict[str, Any]:
    """Order everybody's shortlists."""
    params = {"k": told["k"], "as_of": (told["as_of"] or today()).isoformat()}
    job = order(acting(), JobKind.RUN, params, details=params)
    send_after_commit(writing(), job)
    return run_document(job, None)


@blueprint.get("/runs/<ref>")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.response(200, RunAnswer)
def read_run(ref: str) -> dict[str, Any]:
    """How far a run is."""
    job = _found(reading(), ref)
    return run_document(job, run_of(reading(), job))


@blueprint.get("/runs/<ref>/shortlists")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, RunListPage)
def read_run_shortlists(query: dict[str, Any], ref: str) -> dict[str, Any]:
    """The shortlists of a run; a street officer's those of the street."""
    page = run_lists(reading(), _found(reading(), ref), page=query["page"], page_size=query["page_size"])
    seen = [each.student.ref for each in page.items]
    audit(Act("run.shortlists", ("run", ref), fields=("shortlist",), details={"refs": seen}))
    return run_lists_document(page)


@blueprint.post("/runs/<ref>/cancel")
@open_to(Role.OFFICER)
@blueprint.doc(responses={"404": refusal(404), "409": refusal(409)})
@blueprint.response(200, RunAnswer)
def cancel_run(ref: str) -> dict[str, Any]:
    """Call a run off; the shortlists that were made so far stay."""
    session = writing()
    job = _found(session, ref)
    cancel(acting(), job)
    return run_document(job, run_of(session, job))


def _found(session: Session, ref: str) -> Job:
    job = find_job(session, JobKind.RUN, ref)
    if job is None:
        abort(404)
    return job
