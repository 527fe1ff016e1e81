"""`aixin study-aid`: terms of students, what is due, what came and what is missing."""

from collections.abc import Sequence
from datetime import date

import click
from rich.console import Console

from api.i18n import marked, say
from api.presenters.amounts import shown_yuan
from api.presenters.study_aid import gaps_document, study_aid_document
from api.services.fee_gaps import gaps_open
from api.services.name_subjects import student_faces
from models.audit import Act
from models.queries import students
from models.queries.pledges import pledges_for_student
from models.queries.schooling import schooling_of
from models.queries.study_aid import terms_of
from scripts.looking import looking
from scripts.subjects import find_student_ref
from scripts.tables import show_with_references, table
from scripts.terminal import Document, Terminal, as_of_option, command


@click.group("study-aid", help="Fees, aid and what is missing. · 助学")
def study_aid() -> None:
    """Hold the commands of study aid."""


@command("gaps", "Fees that are not covered, this term's and those to come. · 学费缺口")
@as_of_option
def gaps(terminal: Terminal, *, as_of: date) -> None:
    """List the open gaps, the most urgent first."""
    with looking() as look:
        found = gaps_open(look.session, as_of)
        refs = sorted({gap.term.student_ref for gap in found})
        look.audit(Act("study_aid.gaps", fields=("name", "place", "terms"), details={"refs": refs}))
        names = {ref: face.name for ref, face in student_faces(look.session, refs).items()}
        document = {"as_of": as_of.isoformat(), **gaps_document(found, names)}
    terminal.answer(document, lambda console: _show_gaps(console, document))


@command("show", "A student's terms, with aid, schooling and sponsors. · 学生的助学情况")
@click.argument("student", metavar="REF")
def show(terminal: Terminal, *, student: str) -> None:
    """Show one student by reference or name."""
    with looking() as look:
        session = look.session
        found = students.get(session, find_student_ref(look, student))
        assert found is not None
        fields = ("name", "household", "terms", "schooling", "pledges")
        look.audit(Act("study_aid.read", ("student", found.ref), fields))
        document = study_aid_document(
            found, terms_of(session, found), schooling_of(session, found), pledges_for_student(session, found)
        )
    terminal.answer(document, lambda console: _show_student(console, document))


study_aid.add_command(gaps)
study_aid.add_command(show)


def _show_gaps(console: Console, document: Document) -> None:
    if not document["items"]:
        console.print(say(marked("No fees are open, as far as terms are registered")))
        return
    headers = (marked("Student"), marked("Place"), marked("Term"), marked("Begins"), *_AMOUNTS)
    rows = [
        [
            gap["name"],
            gap["place"]["name"] or "—",
            gap["term"]["term"],
            gap["term"]["starts_on"],
            *(shown_yuan(gap["term"][name]) for name in ("due", "paid", "promised", "gap")),
        ]
        for gap in document["items"]
    ]
    refs = [gap["student"] for gap in document["items"]]
    show_with_references(console, [say(header) for header in headers], rows, refs)


def _show_student(console: Console, document: Document) -> None:
    console.print(f"{document['name']}  {document['ref']}", style="bold", markup=False)
    headers: Sequence[str] = (marked("Term"), marked("School"), *_AMOUNTS, marked("Where from"))
    _print(console, headers, [_term_row(term) for term in document["terms"]])
    events = [
        [event["day"], event["kind"]["name"], event["reason"]["name"] or "—", event["note"] or "—"]
        for event in document["schooling"]
    ]
    if events:
        _print(console, (marked("Day"), marked("What happened"), marked("Why"), marked("Note")), events)
    pledges = [
        [each["company"], shown_yuan(each["amount"]), shown_yuan(each["paid"]), each["from_term"]]
        for each in document["pledges"]
    ]
    if pledges:
        headers = (marked("Company"), marked("Pledged"), marked("Paid"), marked("From term"))
        _print(console, headers, pledges)


def _term_row(term: Document) -> list[str]:
    return [
        term["term"],
        term["school"] or "—",
        *(shown_yuan(term[name]) for name in ("due", "paid", "promised", "gap")),
        "\n".join(f"{aid['source']['name']} {shown_yuan(aid['amount'])}" for aid in term["aid"]) or "—",
    ]


def _print(console: Console, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    console.print(table([say(header) for header in headers], rows))


_AMOUNTS = (marked("Due"), marked("Paid"), marked("Promised"), marked("Gap"))
