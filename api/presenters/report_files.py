"""A yearly report in a file: a page to print, a workbook that an office can paste from, or the document."""

import json
from pathlib import Path

from jinja2 import Environment, PackageLoader

from api.i18n import reader_locale
from api.presenters.charts import drawing
from api.presenters.report_charts import report_charts
from api.presenters.report_tables import breakdowns, key_figures, remarks, title_of
from api.presenters.report_workbook import report_workbook
from api.presenters.reports import Document

FILE_TYPES = (".xlsx", ".html", ".json")


def write_report(path: Path, document: Document) -> None:
    """Write a report to a file of one of FILE_TYPES, chosen by its name."""
    kind = path.suffix.lower()
    if kind == ".json":
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
    elif kind == ".html":
        path.write_text(report_page(document), "utf-8")
    else:
        path.write_bytes(report_workbook(document))


def report_page(document: Document) -> str:
    """One file that needs no other: no script, no request."""
    pages = Environment(loader=PackageLoader("api", "web/templates"), autoescape=True)
    return pages.get_template("report.html").render(
        language="en" if reader_locale() == "en" else "zh-CN",
        title=title_of(document),
        remarks=remarks(document),
        figures=key_figures(document),
        tables=breakdowns(document),
        drawings=[drawing([chart]) for chart in report_charts(document)],
    )
