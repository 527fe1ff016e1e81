"""`aixin report`: a year in figures, none of which gives anybody away."""

from pathlib import Path

import click
from rich.console import Console

from api.clock import now, today
from api.i18n import marked, say
from api.presenters.report_tables import breakdowns, key_figures, remarks, title_of
from api.presenters.reports import report_document
from api.services.reports.make_report import FIRST_YEAR, make_report, report_act
from api.settings import load_settings
from matcher.disclosure.publish import Audience
from models.audit import record
from scripts.instance import operator_principal, writing_session
from scripts.output_files import replacing
from scripts.tables import table
from scripts.terminal import CommandError, Document, Terminal, command

FILE_TYPES = (".xlsx", ".html", ".json")


@command("report", "A year in figures, for leaders or for everybody. · 年度报告")
@click.option("--year", required=True, type=click.IntRange(min=FIRST_YEAR), help="Which year.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File: .xlsx, .html or .json.")
@click.option("--public", is_flag=True, help="For publication: nothing of fewer than 10 persons.")
def report(terminal: Terminal, *, year: int, out: Path | None, public: bool) -> None:
    """Make the report, and show its figures or write it to a file."""
    if out is not None and out.suffix.lower() not in FILE_TYPES:
        raise CommandError("OUT_TYPE", accepted=FILE_TYPES)
    if year > today().year:
        raise CommandError("YEAR_TO_COME", year=year)
    audience = Audience.PUBLIC if public else Audience.INTERNAL
    if out is None:
        document = _document(year, audience)
        terminal.answer(document, lambda console: _show(console, document))
        return
    with replacing(terminal, out) as unfinished:
        document = _document(year, audience)
        _write(unfinished, document)
    line = say(marked("%(title)s → %(file)s"), title=title_of(document), file=str(out))
    terminal.answer({**document, "file": str(out)}, lambda console: console.print(line, markup=False))


def _document(year: int, audience: Audience) -> Document:
    promise = load_settings().service_promise
    with writing_session() as session:
        made = make_report(session, year, audience, now=now(), promise=promise)
        record(session, operator_principal(), report_act(made), now())
        return report_document(made)


def _write(path: Path, document: Document) -> None:
    from api.presenters.report_files import write_report

    write_report(path, document)


def _show(console: Console, document: Document) -> None:
    console.print(title_of(document), style="bold", markup=False)
    for remark in remarks(document):
        console.print(remark, markup=False)
    for each in (*key_figures(document), *breakdowns(document)):
        console.print(f"\n{each.heading}", style="bold", markup=False)
        console.print(table(each.headers, each.written()))
