"""`aixin service`: what graduates who seek work are promised and still owed, and what was done for one."""

import click
from rich.console import Console

from api.clock import now
from api.i18n import marked, say
from api.presenters.services import owed_document, promised_name, services_document
from api.presenters.taking_back import taken_back_line
from api.schemas.rest.officer_services import ServicePage
from api.services.name_subjects import student_faces
from api.services.placing.log_service import take_back_service
from api.services.placing.owed_services import owed_services, served_this_year
from api.settings import load_settings
from models.audit import Act
from models.queries import students
from models.queries.pages import PAGE_SIZE, page_of
from models.queries.service_events import get_service, services_of
from models.queries.service_promise import Promised
from scripts.commands.taking_back import take_back_command
from scripts.looking import looking
from scripts.subjects import find_student_ref
from scripts.tables import Columns, show_page, show_with_references
from scripts.terminal import Document, Terminal, command

DONE: Columns = (
    (marked("Day"), lambda item: item["at"][:10]),
    (marked("Service"), lambda item: item["kind"]["name"]),
    (marked("Note"), lambda item: item["note"] or "—"),
    (marked("Taken back"), lambda item: taken_back_line(item["taken_back"])),
)


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


@command("show", "What was done for a student, the latest first. · 学生的服务记录")
@click.argument("student", metavar="REF")
@click.option("--page", default=1, show_default=True, type=click.IntRange(min=1))
def show(terminal: Terminal, *, student: str, page: int) -> None:
    """List the services of a student, a page at a time."""
    promise = load_settings().service_promise
    with looking() as look:
        found = students.get(look.session, find_student_ref(look, student))
        assert found is not None
        look.audit(Act("student.services", ("student", found.ref), ("services",)))
        events = services_of(look.session, found, page=page, page_size=PAGE_SIZE)
        served = served_this_year(look.session, found, promise, now())
        document: Document = ServicePage().dump(services_document(events, served, promise))
    terminal.answer(document, lambda console: show_page(console, DONE, document))


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


take_back = take_back_command(
    "Take a mistaken service back. · 撤销误录的服务", ((get_service, take_back_service),)
)
for each in (owed, show, take_back):
    service.add_command(each)
