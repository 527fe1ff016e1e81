"""`aixin placement`: who was hired, how well that is known, and how long it lasts; acts go over REST."""

import click
from rich.console import Console

from api.clock import today
from api.i18n import marked, say
from api.presenters.placements import placement_document, placement_page_document
from api.schemas.rest.officer_placements import PlacementFound, PlacementPage, PlacementRecord
from matcher.vocabulary import Evidence
from models.audit import Act
from models.queries.listed_placements import WantedPlacements, list_placements
from models.queries.referrals import find_placement
from scripts.looking import looking
from scripts.tables import Columns, show_page, table
from scripts.terminal import CommandError, Document, Terminal, command

COLUMNS: Columns = (
    (marked("Student"), lambda item: item["student"]["name"]),
    (marked("Employer"), lambda item: item["employer"]),
    (marked("Since"), lambda item: item["started"]),
    (marked("Ended"), lambda item: item["ended"] or "—"),
    (marked("Known by"), lambda item: item["evidence"]["name"]),
    (marked("Ask again"), lambda item: item["next_check"] or "—"),
)


@click.group("placement", help="Who was hired, and how long it lasts. · 安置")
def placement() -> None:
    """Hold the commands of placements."""


@command("list", "Placements, the last changed first. · 安置列表")
@click.option("--active/--ended", default=None, help="Still employed, or not any more. 在职或已结束")
@click.option("--evidence", type=click.Choice([each.value for each in Evidence]), help="The strongest. 凭据")
@click.option("--due", is_flag=True, default=None, help="One has to ask again. 待回访")
@click.option("--page", default=1, show_default=True, type=click.IntRange(min=1))
def list_(
    terminal: Terminal, *, active: bool | None, evidence: str | None, due: bool | None, page: int
) -> None:
    """Print one page of placements."""
    wanted = WantedPlacements(
        active=active, evidence=Evidence(evidence) if evidence else None, check_due=due or None, page=page
    )
    with looking() as look:
        found = list_placements(look.session, wanted, today())
        details = {"refs": [each.ref for each in found.items]}
        look.audit(Act("placements.listed", fields=tuple(PlacementFound().fields), details=details))
        document: Document = PlacementPage().dump(placement_page_document(found))
    terminal.answer(document, lambda console: show_page(console, COLUMNS, document))


@command("show", "One placement, its evidence and its checks. · 查看安置")
@click.argument("ref")
def show(terminal: Terminal, *, ref: str) -> None:
    """Print one placement."""
    with looking() as look:
        found = find_placement(look.session, ref)
        if found is None:
            raise CommandError("PLACEMENT_UNKNOWN", ref=ref)
        schema, details = PlacementRecord(), {"student": found.student.ref}
        look.audit(Act("placement.read", ("placement", found.ref), tuple(schema.fields), details))
        document: Document = schema.dump(placement_document(found))
    terminal.answer(document, lambda console: _show_one(console, document))


def _show_one(console: Console, document: Document) -> None:
    names = (document["student"]["name"], document["employer"])
    console.print(" · ".join(names), style="bold", markup=False)
    until, reason = document["ended"], document["end_reason"]
    dates = f"{document['started']} – {until or ''}"
    console.print(f"{dates} ({reason['name']})" if reason else dates, markup=False)
    headers = [say(header) for header in (marked("Seen"), marked("Evidence"), marked("Words"), marked("Who"))]
    proofs = [
        (proof["seen_on"], proof["evidence"]["name"], proof["words"] or "—", proof["recorded_by"])
        for proof in document["proofs"]
    ]
    console.print(table(headers, proofs))
    headers = [say(header) for header in (marked("Months"), marked("Ask again"), marked("Found"))]
    checks = [
        (str(check["months"]), check["due"], check["outcome"]["name"] if check["outcome"] else "—")
        for check in document["checks"]
        if check["outcome"] or not until  # of what is over nobody is asked any more
    ]
    console.print(table(headers, checks))


for each in (list_, show):
    placement.add_command(each)
