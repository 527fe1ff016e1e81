"""`aixin import list` and `aixin import undo`: what was imported, and to take it back."""

import click

from api.i18n import marked, say
from api.presenters.import_batches import batch_page
from api.schemas.rest.officer_jobs import BatchPage
from api.services.imports.undo_import import undo_import
from api.settings import load_settings
from models.engine import empty_log, make_session
from models.import_batch import UndoReason
from models.queries.import_batches import find_batch, list_batches
from scripts.instance import open_database, open_session, operator_acting
from scripts.tables import Columns, show_page
from scripts.terminal import CommandError, Document, Terminal, clock_time, command

COLUMNS: Columns = (
    (marked("At"), lambda item: clock_time(item["at"])),
    (marked("What"), lambda item: item["kind"]["name"]),
    (marked("File"), lambda item: item["file"]),
    (marked("By"), lambda item: item["by"]),
    (marked("New"), lambda item: str(item["counts"]["created"])),
    (marked("Changed"), lambda item: str(item["counts"]["updated"])),
    (marked("Undone"), lambda item: clock_time(item["undone"]["at"]) if item["undone"] else "—"),
)


@command("list", "Imports that were applied, the last first. · 导入记录")
@click.option("--page", default=1, show_default=True, type=click.IntRange(min=1))
def list_(terminal: Terminal, *, page: int) -> None:
    """Print one page of imports."""
    with open_session() as session:
        document: Document = BatchPage().dump(batch_page(list_batches(session, page=page)))
    terminal.answer(document, lambda console: show_page(console, COLUMNS, document))


@command("undo", "Undo an import as a whole, while nothing was built on it. · 撤销导入")
@click.argument("ref")
@click.option("--reason", required=True, type=click.Choice([each.value for each in UndoReason]), help="原因")
def undo(terminal: Terminal, *, ref: str, reason: str) -> None:
    """Take back all that an import wrote."""
    with open_database(load_settings()) as (engine, vault):
        with make_session(engine, vault) as session:
            batch = find_batch(session, ref)
            if batch is None:
                raise CommandError("IMPORT_UNKNOWN", ref=ref)
            undone = undo_import(operator_acting(session), batch, UndoReason(reason))
            document = {"ref": batch.ref, "removed": undone.removed, "restored": undone.restored}
            session.commit()
        empty_log(engine)
    line = marked("Undone: %(removed)s rows removed, %(restored)s as they were before")
    terminal.answer(document, lambda console: console.print(say(line, **document), markup=False))
