"""`aixin find`: search the registries; how one gets a reference."""

from collections.abc import Callable
from typing import Any

import click
from rich.console import Console

from api.i18n import marked, say
from api.presenters.registries import page_document, shown_wage
from api.settings import load_settings
from models.audit import Act
from models.queries import companies, openings, students
from scripts.looking import looking
from scripts.tables import Columns, show_page
from scripts.terminal import Document, Terminal, command

FINDERS: dict[str, Callable[..., Any]] = {
    "students": students.find,
    "companies": companies.find,
    "openings": openings.find,
}

STUDENT_FIELDS = ("name", "place", "school", "major", "education", "graduation", "state")

COLUMNS: dict[str, Columns] = {
    "students": (
        (marked("Student"), lambda row: row["name"]),
        (marked("Place"), lambda row: row["place"]["name"] or "—"),
        (marked("School"), lambda row: row["school"] or "—"),
        (marked("Major"), lambda row: row["major"] or "—"),
        (marked("State"), lambda row: row["state"]["name"]),
    ),
    "companies": (
        (marked("Company"), lambda row: row["name"]),
        (marked("Credit code"), lambda row: row["uscc"] or "—"),
        (marked("Place"), lambda row: row["place"]["name"] or "—"),
    ),
    "openings": (
        (marked("Title"), lambda row: row["title"]),
        (marked("Company"), lambda row: row["company"]["name"]),
        (marked("Place"), lambda row: row["place"]["name"] or "—"),
        (marked("Wage"), shown_wage),
        (marked("Valid until"), lambda row: row["valid_to"]),
    ),
}


@command("find", "Search by name, title, place or reference. · 查找")
@click.argument("kind", type=click.Choice(list(FINDERS), case_sensitive=False))
@click.argument("text", default="")
@click.option("--page", default=1, show_default=True, type=click.IntRange(min=1))
def find(terminal: Terminal, kind: str, text: str, page: int) -> None:
    """Print one page of what is found."""
    with looking() as look:
        found = FINDERS[kind](look.session, text, page=page, within=load_settings().district)
        document = page_document(found)
        if kind == "students":
            refs = [student.ref for student in found.items]
            look.audit(Act("students.listed", fields=STUDENT_FIELDS, details={"refs": refs}))
    terminal.answer(document, lambda console: _show(console, kind, document))


def _show(console: Console, kind: str, document: Document) -> None:
    if not document["total"]:
        console.print(say(marked("Nothing is found; a part of a name, a title or a place is enough")))
        return
    show_page(console, COLUMNS[kind], document)
