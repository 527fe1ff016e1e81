"""The yearly report: figures and charts of a year, for leaders and officers of the district; no persons."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Redirect

from api.access import open_to
from api.clock import now, today
from api.extensions import audit, reading, writing
from api.presenters.charts import Chart, drawing
from api.presenters.report_charts import report_charts
from api.presenters.report_tables import breakdowns, key_figures, leading_figures, remarks, title_of
from api.presenters.report_words import audience_name
from api.presenters.report_workbook import report_workbook
from api.presenters.reports import Document, report_document
from api.services.reports.make_report import FIRST_YEAR, find_report, make_report, report_act
from api.web.workbooks import download
from matcher.disclosure.publish import Audience
from models.principal import Role

blueprint = Blueprint("reports_pages", __name__)


@blueprint.get("/reports")
@open_to(Role.LEADER, Role.OFFICER)
def latest() -> Redirect:
    """The report of the year that it is."""
    return redirect(url_for("reports_pages.report", year=today().year), 303)


@blueprint.get("/reports/<year>")
@open_to(Role.LEADER, Role.OFFICER)  # who knows a street could subtract it
def report(year: str) -> str:
    """A year on one page: the leading figures, the charts, then every table."""
    audience = _audience()
    document = _document(year, audience)
    return render_template(
        "reports/report.html",
        title=title_of(document),
        year=document["year"],
        years=_choices(document),
        audience=audience,
        audiences=[(each, audience_name(each)) for each in Audience],
        leading=leading_figures(document),
        remarks=remarks(document),
        charts=[_shown(chart) for chart in report_charts(document)],
        figures=key_figures(document),
        tables=breakdowns(document),
    )


@blueprint.get("/reports/<year>.xlsx")
@open_to(Role.LEADER, Role.OFFICER)
def workbook(year: str) -> Response:
    """The same year as a workbook, whose tables can be pasted from."""
    document = _document(year, _audience())
    return download(report_workbook(document), f"aixin-{year}")


def _audience() -> Audience:
    told = request.args.get("audience", Audience.INTERNAL.value)
    return Audience(told) if told in list(Audience) else abort(404)


def _document(told: str, audience: Audience) -> Document:
    begun = {str(year): year for year in range(FIRST_YEAR, today().year + 1)}
    year = begun.get(told) or abort(404)
    promise = current_app.config["SERVICE_PROMISE"]
    made = find_report(reading(), year, audience, now=now()) or make_report(
        writing(), year, audience, now=now(), promise=promise
    )
    audit(report_act(made))
    return report_document(made)


def _choices(document: Document) -> list[int]:
    """The years with something to tell, the last one first."""
    told = {each["year"] for each in document["placed_by_year"]}
    return sorted({*told, document["year"], today().year}, reverse=True)


def _shown(chart: Chart) -> dict[str, Any]:
    """A chart as it is drawn for paper, and what a script needs to draw it so that it answers a finger."""
    drawn = Markup(drawing([chart]))  # noqa: S704 -- our own drawing, whose words are escaped
    return {"drawing": drawn, "title": chart.title, "form": chart.form, "rows": chart.rows}
