"""The first page: an officer's morning; for others, who they are here and what for."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from api.access import open_to
from api.clock import now, today
from api.extensions import principal, reading
from api.presenters.work_lists import counts_document
from api.services.work_lists import Morning, WorkList, load_work
from api.services.year_so_far import year_so_far
from models.principal import ACCOUNT_ROLES, OFFICERS, Role

FIRST_PAGES = {
    Role.LEADER: "reports_pages.latest",
    Role.AUDITOR: "audit_pages.listed",
    Role.COMPANY: "company_desk_pages.home",
}

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@open_to(*ACCOUNT_ROLES)
def home() -> ResponseReturnValue:
    """What waits this morning, and how far the year has come; others go to theirs."""
    who = principal()
    if who.role in FIRST_PAGES:
        return redirect(url_for(FIRST_PAGES[who.role]), 303)
    if who.role not in OFFICERS:
        return render_template("home.html", who=who)
    morning = Morning(reading(), current_app.config["SERVICE_PROMISE"], now())
    work = counts_document({name: len(load_work(morning, name)) for name in WorkList})
    return render_template("morning.html", work=work["items"], year=year_so_far(reading(), today()))
