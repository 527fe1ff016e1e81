"""The first page: an officer's morning, what an administrator or auditor looks after; others go to theirs."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from api.access import open_to
from api.clock import now, today
from api.extensions import find_obstacle_now, nobody_at_work, principal, reading
from api.presenters.care import care_document
from api.presenters.work_lists import counts_document
from api.services.care import find_care
from api.services.first_steps import find_missing
from api.services.reports.year_so_far import year_so_far
from api.services.work_lists import Morning, WorkList, load_work
from api.web import audit
from models.principal import ACCOUNT_ROLES, OFFICERS, Role

FIRST_PAGES = {
    Role.LEADER: "reports_pages.latest",
    Role.COMPANY: "company_desk_pages.home",
}
LOOKED_INTO = {
    "unready": "/accounts",
    "ending_keys": "/keys",
    "failed_jobs": "/jobs?state=failed",
    "forgotten_jobs": "/jobs?state=queued",
}
"""What an administrator is told to look after → the page that shows it."""

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@open_to(*ACCOUNT_ROLES)
def home() -> ResponseReturnValue:
    """What waits this morning, and how far the year has come; others go to theirs."""
    who = principal()
    if who.role in FIRST_PAGES:
        return redirect(url_for(FIRST_PAGES[who.role]), 303)
    if who.role is Role.AUDITOR:
        return audit.first_page()
    if who.role not in OFFICERS:
        return render_template("upkeep/home.html", care=_care(), looked_into=LOOKED_INTO)
    morning = Morning(reading(), current_app.config["SERVICE_PROMISE"], now())
    work = counts_document({name: len(load_work(morning, name)) for name in WorkList})
    return render_template(
        "morning.html",
        missing=find_missing(reading()),
        work=work["items"],
        year=year_so_far(reading(), today()),
    )


def _care() -> dict[str, Any]:
    config = current_app.config
    care = find_care(reading(), instance=config["INSTANCE"], backups=config["BACKUPS"], now=now())
    return care_document(care, find_obstacle_now(), unattended=nobody_at_work())
