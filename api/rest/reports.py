"""The yearly report, for leaders and officers of the district; no person is in it."""

from typing import Any

from flask import abort, current_app

from api.access import open_to
from api.clock import now, today
from api.extensions import audit, reading, writing
from api.presenters.reports import report_document
from api.rest.blueprints import RestBlueprint, refusal
from api.schemas.rest.leader_reports import ReportAnswer, ReportQuery
from api.services.reports.make_report import FIRST_YEAR, find_report, make_report, report_act
from matcher.disclosure.publish import Audience
from models.principal import Role

blueprint = RestBlueprint("reports", "A year in figures; small numbers are withheld.")


@blueprint.get("/reports/<year>")
@open_to(Role.LEADER, Role.OFFICER)  # who knows a street could subtract it
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.arguments(ReportQuery, location="query")
@blueprint.response(200, ReportAnswer)
def read_report(query: dict[str, Any], year: str) -> dict[str, Any]:
    """The report of a year that has begun: one edition a quarter, and the last once the year is over."""
    begun = {str(each): each for each in range(FIRST_YEAR, today().year + 1)}
    if year not in begun:
        abort(404)
    promise = current_app.config["SERVICE_PROMISE"]
    audience = Audience(query["audience"])
    made = find_report(reading(), begun[year], audience, now=now()) or make_report(
        writing(), begun[year], audience, now=now(), promise=promise
    )
    audit(report_act(made))
    return report_document(made)
