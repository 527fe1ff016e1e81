"""An evaluation in a file: a page to print, a drawing, a workbook, or the document itself."""

import json
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, PackageLoader

from api.i18n import marked, reader_locale, say
from api.presenters import workbooks
from api.presenters.charts import drawing
from api.presenters.evaluation_charts import charts
from api.presenters.evaluation_tables import Section, remarks, sections, title_of
from api.presenters.evaluations import Document
from api.presenters.workbooks import write_workbook

FILE_TYPES = (".html", ".svg", ".xlsx", ".json")

COLUMNS = (
    workbooks.Column("部分 Part", 26),
    workbooks.Column("项目 Item", 34),
    workbooks.Column("指标 Figure", 26),
    workbooks.Column("数值 Value", 12),
)


def write_evaluation(path: Path, document: Document) -> None:
    """Write an evaluation to a file of one of FILE_TYPES, chosen by its name."""
    kind = path.suffix.lower()
    if kind == ".json":
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
    elif kind == ".svg":
        path.write_text(drawing(charts(document)), "utf-8")
    elif kind == ".html":
        path.write_text(_page(document), "utf-8")
    else:
        rows = (row for section in sections(document) for row in _figures(section))
        write_workbook(path, say(marked("Evaluation")), COLUMNS, rows, heading=title_of(document))


def _page(document: Document) -> str:
    """One file that needs no other."""
    pages = Environment(loader=PackageLoader("api", "web/templates"), autoescape=True)
    return pages.get_template("evaluation.html").render(
        language="en" if reader_locale() == "en" else "zh-CN",
        title=title_of(document),
        remarks=remarks(document),
        sections=sections(document),
        drawings=[drawing([chart]) for chart in charts(document)],
    )


def _figures(section: Section) -> Iterator[tuple[workbooks.Cell, ...]]:
    """A figure in each row, with the words of its own row of the table before it."""
    words = [number for number, column in enumerate(section.columns) if column.form is None]
    for row in section.rows:
        item = " · ".join(str(row[number]) for number in words)
        for column, cell in zip(section.columns, row, strict=True):
            if column.form is not None:
                yield section.heading, item, column.header, cell
