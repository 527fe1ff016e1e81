"""`aixin service`: what graduates who seek work are promised, and still owed."""

import click
from rich.console import Console

from api.i18n import marked, say
from api.presenters.services import owed_document, promised_name
from api.services.name_subjects import student_faces
from api.services.owed_services import owed_services
from api.settings import load_settings
from models.audit import Act
from models.queries.pages import page_of
from models.queries.service_promise import Promised
from scripts.looking import looking
from scripts.tables import show_with_references
from scripts.terminal import Document, Terminal, command, now


@click.group("service", help="Services promised to graduates. · 服务承诺")
def service() -> None:
    """Hold the commands of services."""


@command("owed", "Who is owed what this year. · 待提供的服务")
@click.option("--page", default=1, show_default=True, type=click.IntRange(min=1))
def owed(terminal: Terminal, *, page: int) -> None:
    """List graduates who seek work and are owed a service, a page at a time."""
    promise = load_settings().service_promise
    with looking() as look:
        found = page_of(owed_services(look.session, promise, now()), page=page)
        refs = [each.ref for each in found.items]
        document = owed_document(found, student_faces(look.session, refs))
        look.audit(Act("services.owed", fields=("name", "place", "services"), details={"refs": refs}))
    terminal.answer(document, lambda console: _show(console, document))


def _show(console: Console, document: Document) -> None:
    headers = [say(marked("Student")), say(marked("Home")), *map(promised_name, Promised)]
    rows = [
        [
            item["name"],
            item["place"]["name"] or "—",
            *(str(part["owed"] or "") for part in item["owed"]),
        ]
        for item in document["items"]
    ]
    show_with_references(console, headers, rows, [item["ref"] for item in document["items"]])
    total = say(marked("%(total)s are owed a service of this year"), total=document["total"])
    console.print(total, markup=False)


service.add_command(owed)
