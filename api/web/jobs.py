"""Work in the background, for administrators: how far it is, begun again, called off; never what is in it."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, abort, render_template

from api.access import open_to
from api.clock import now
from api.extensions import acting, nobody_at_work, reading, send_after_commit, writing
from api.i18n import marked
from api.presenters.job_lines import job_line, state_choices, unattended_sentence
from api.services.jobs import begin_again, cancel
from api.web.filters import chosen_of, page_number
from api.web.forms import done, field
from models.job import Job, JobState
from models.principal import Role
from models.queries import listed_jobs

blueprint = Blueprint("jobs_pages", __name__, url_prefix="/jobs")


@blueprint.get("")
@open_to(Role.ADMINISTRATOR)
def listed() -> str:
    """What was ordered, the newest first; the page follows what is under way."""
    choices = {"state": state_choices()}
    state = chosen_of(("state",), choices).get("state")
    page = listed_jobs.list_jobs(reading(), JobState(state) if state else None, page=page_number())
    return render_template(
        "upkeep/jobs.html",
        page=page,
        lines=[job_line(job, now()) for job in page.items],
        states=choices["state"],
        chosen=state,
        unattended=unattended_sentence() if nobody_at_work() else None,
    )


@blueprint.post("/<ref>")
@open_to(Role.ADMINISTRATOR)
def change(ref: str) -> Response:
    """Call a job off, or begin one again that failed."""
    job = listed_jobs.get(writing(), ref) or abort(404)
    act = ACTS.get(field("act")) or abort(400)
    return act(job)


def _begin_again(job: Job) -> Response:
    begin_again(acting(), job)
    send_after_commit(writing(), job)
    return done(marked("It waits to be begun again."))


def _call_off(job: Job) -> Response:
    cancel(acting(), job)
    return done(marked("It is called off."))


ACTS: Mapping[str, Callable[[Job], Response]] = {"again": _begin_again, "off": _call_off}
