"""`aixin work`: what waits to be done this morning."""

import click
from rich.console import Console

from api.clock import now
from api.i18n import marked, say
from api.presenters.work_lists import counts_document, work_document
from api.services.name_subjects import student_faces
from api.services.work_lists import Morning, WorkList, load_work
from api.settings import load_settings
from models.audit import Act
from models.queries.pages import page_of
from scripts.looking import looking
from scripts.tables import show_with_references, table
from scripts.terminal import Document, Terminal, command


@command("work", "What waits to be done, list by list. · 待办事项")
@click.argument(
    "name", metavar="[LIST]", required=False, type=click.Choice([each.value for each in WorkList])
)
@click.option("--page", default=1, show_default=True, type=click.IntRange(min=1))
def work(terminal: Terminal, *, name: str | None, page: int) -> None:
    """Print how much waits on each list, or a page of one."""
    promise = load_settings().service_promise
    with looking() as look:
        morning = Morning(look.session, promise, now())
        if name is None:
            counts = counts_document({each: len(load_work(morning, each)) for each in WorkList})
            terminal.answer(counts, lambda console: _show_counts(console, counts))
            return
        found = page_of(load_work(morning, WorkList(name)), page=page)
        refs = sorted({each.student for each in found.items})
        document = work_document(WorkList(name), found, student_faces(look.session, refs))
        look.audit(Act("work.listed", fields=("name", "place", name), details={"refs": refs}))
    for item in document["items"]:
        item["day"] = item["day"] and item["day"].isoformat()
    terminal.answer(document, lambda console: _show(console, document))


def _show_counts(console: Console, document: Document) -> None:
    rows = [(item["name"], str(item["count"]), item["code"]) for item in document["items"]]
    console.print(table([say(marked("To do")), say(marked("Number")), "aixin work …"], rows))


def _show(console: Console, document: Document) -> None:
    console.print(f"{document['list']['name']}: {document['total']}", style="bold", markup=False)
    headers = [say(header) for header in (marked("Student"), marked("Home"), marked("Day"), marked("About"))]
    rows = [
        (item["name"], item["place"]["name"] or "—", item["day"] or "—", item["what"] or "—")
        for item in document["items"]
    ]
    show_with_references(console, headers, rows, [item["student"] for item in document["items"]])
