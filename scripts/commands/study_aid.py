"""`aixin study-aid`: terms of students, what is due, what came and what is missing."""

from collections.abc import Callable, Sequence
from datetime import date

import click
from rich.console import Console

from api.i18n import marked, say
from api.presenters.amounts import shown_yuan
from api.presenters.study_aid import gap_documents, study_aid_document
from api.presenters.taking_back import taken_back_line
from api.services.aid.fee_gaps import gaps_open
from api.services.aid.log_schooling import take_back_schooling
from api.services.aid.pledge import take_back_pledge
from api.services.aid.record_study_aid import take_back_payment, take_back_term
from api.services.name_subjects import student_faces
from models.audit import Act
from models.queries import students
from models.queries.pledges import get_pledge, pledges_for_student
from models.queries.schooling import get_event, schooling_of
from models.queries.study_aid import get_payment, get_term, terms_of
from scripts.commands.taking_back import take_back_command
from scripts.looking import looking
from scripts.subjects import find_student_ref
from scripts.tables import show_with_references
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
        document = {"as_of": as_of.isoformat(), "items": gap_documents(found, names)}
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


take_back = take_back_command(
    "Take back a mistaken term, payment, pledge or schooling event. · 撤销误录的助学记录",
    (
        (get_term, take_back_term),
        (get_payment, take_back_payment),
        (get_pledge, take_back_pledge),
        (get_event, take_back_schooling),
    ),
)
for each in (gaps, show, take_back):
    study_aid.add_command(each)


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
    _print(console, (marked("Term"), marked("School"), *_AMOUNTS), document["terms"], _term_row)
    paid = [{"term": term["term"], **aid} for term in document["terms"] for aid in term["aid"]]
    headers = (marked("Term"), marked("Where from"), marked("Amount"), marked("Paid on"))
    _print(console, headers, paid, _aid_row)
    headers = (marked("Day"), marked("What happened"), marked("Why"), marked("Note"))
    _print(console, headers, document["schooling"], _event_row)
    headers = (marked("Company"), marked("Pledged"), marked("Paid"), marked("From term"))
    _print(console, headers, document["pledges"], _pledge_row)


def _term_row(term: Document) -> list[str]:
    amounts = [shown_yuan(term[name]) for name in ("due", "paid", "promised", "gap")]
    return [term["term"], term["school"] or "—", *amounts]


def _aid_row(aid: Document) -> list[str]:
    source = aid["company"] or aid["source"]["name"]
    return [aid["term"], source, shown_yuan(aid["amount"]), aid["paid_on"] or "—"]


def _event_row(event: Document) -> list[str]:
    return [event["day"], event["kind"]["name"], event["reason"]["name"] or "—", event["note"] or "—"]


def _pledge_row(pledge: Document) -> list[str]:
    amounts = (shown_yuan(pledge["amount"]), shown_yuan(pledge["paid"]))
    return [pledge["company"], *amounts, pledge["from_term"]]


def _print(
    console: Console,
    headers: Sequence[str],
    items: Sequence[Document],
    row: Callable[[Document], list[str]],
) -> None:
    """A table of what may be taken back, by its reference; nothing where there is none."""
    if items:
        rows = [[*row(item), taken_back_line(item["taken_back"])] for item in items]
        refs = [item["ref"] for item in items]
        show_with_references(console, [say(each) for each in (*headers, marked("Taken back"))], rows, refs)


_AMOUNTS = (marked("Due"), marked("Paid"), marked("Promised"), marked("Gap"))
