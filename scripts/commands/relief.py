"""`aixin relief`: the ledger of the relief fund, of a household and of a year."""

import click
from rich.console import Console

from api.clock import today
from api.i18n import marked, say
from api.presenters.amounts import shown_yuan
from api.presenters.relief import income_page_document, ledger_document, year_document, year_end
from api.presenters.taking_back import taken_back_line
from api.services.aid.record_relief import take_back_income, take_back_relief
from models.audit import Act
from models.household import Household
from models.queries import households, students
from models.queries.relief import (
    find_income,
    fund_figures,
    get_income,
    get_payment,
    ledger_of,
    year_figures,
)
from models.student import Student
from scripts.commands.taking_back import take_back_command
from scripts.looking import Look, looking
from scripts.subjects import find_student_ref
from scripts.tables import Columns, show_page, show_with_references, table
from scripts.terminal import Document, Terminal, command

INCOME: Columns = (
    (marked("Received"), lambda item: item["received_on"]),
    (marked("Source"), lambda item: item["source"]["name"]),
    (marked("Amount"), lambda item: shown_yuan(item["amount"])),
    (marked("Company"), lambda item: item["company"] or "—"),
    (marked("Document"), lambda item: item["document"] or "—"),
    (marked("Taken back"), lambda item: taken_back_line(item["taken_back"])),
)


@click.group("relief", help="The ledger of the relief fund. · 救助台账")
def relief() -> None:
    """Hold the commands of the relief fund."""


@command("show", "What a household got, by its reference or a student of it. · 家庭的救助台账")
@click.argument("payee", metavar="REF")
def show(terminal: Terminal, *, payee: str) -> None:
    """Show the ledger of a household, or of a student who has none."""
    with looking() as look:
        found = households.get(look.session, payee) or _payee_of(look, payee)
        kind = "household" if isinstance(found, Household) else "student"
        look.audit(Act("relief.read", (kind, found.ref), ("name", "payments")))
        document = ledger_document(found, ledger_of(look.session, found))
    terminal.answer(document, lambda console: _show_ledger(console, document))


@command("year", "Household-times, households and sums of a year. · 年度救助情况")
@click.argument("year", type=click.IntRange(1900, 2099))
def year_(terminal: Terminal, *, year: int) -> None:
    """Show a year of the fund."""
    as_of = year_end(year, today())
    with looking() as look:
        figures, fund = year_figures(look.session, year), fund_figures(look.session, as_of)
        document = year_document(year, figures, fund, as_of)
    terminal.answer(document, lambda console: _show_year(console, document))


@command("income", "What the fund received, the latest first. · 救助基金收入")
@click.option("--page", default=1, show_default=True, type=click.IntRange(min=1))
def income(terminal: Terminal, *, page: int) -> None:
    """List the fund's income, a page at a time."""
    with looking() as look:
        document = income_page_document(find_income(look.session, page=page))
    terminal.answer(document, lambda console: show_page(console, INCOME, document))


take_back = take_back_command(
    "Take a mistaken payment or income back. · 撤销误录的救助或收入",
    ((get_payment, take_back_relief), (get_income, take_back_income)),
)
for each in (show, year_, income, take_back):
    relief.add_command(each)


def _payee_of(look: Look, text: str) -> Household | Student:
    student = students.get(look.session, find_student_ref(look, text))
    assert student is not None
    return student.household or student


def _show_ledger(console: Console, document: Document) -> None:
    title = f"{document['called']}  {shown_yuan(document['total'])}  {document['ref']}"
    console.print(title, style="bold", markup=False)
    headers = (
        *(marked("Day"), marked("Purpose"), marked("Amount"), marked("Decision"), marked("Term")),
        marked("Taken back"),
    )
    rows = [
        [
            item["paid_on"],
            item["purpose"]["name"],
            shown_yuan(item["amount"]),
            item["decision"] or "—",
            item["term"] or "—",
            taken_back_line(item["taken_back"]),
        ]
        for item in document["items"]
    ]
    refs = [item["ref"] for item in document["items"]]
    show_with_references(console, [say(header) for header in headers], rows, refs)


def _show_year(console: Console, document: Document) -> None:
    fund = document["fund"]
    figures = [
        (marked("Household-times (payments)"), str(document["times"])),
        (marked("Households (each once)"), str(document["households"])),
        (marked("Paid in all"), shown_yuan(document["total"])),
        (marked("Most that one household got"), shown_yuan(document["highest"])),
    ]
    purposes = [(each["name"], shown_yuan(each["total"])) for each in document["by_purpose"]]
    held = [
        (marked("The fund received, up to now"), shown_yuan(fund["income"])),
        (marked("The fund paid, up to now"), shown_yuan(fund["paid"])),
        (marked("The fund holds"), shown_yuan(fund["balance"])),
    ]
    told = [[(say(label), figure) for label, figure in rows] for rows in (figures, held)]
    console.print(table([str(document["year"]), ""], [*told[0], *purposes, *told[1]]))
