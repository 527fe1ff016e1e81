"""Documents as tables for a terminal; rich knows how wide a Chinese character is."""

from collections.abc import Callable, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from api.i18n import marked, say
from api.presenters.bars import criterion_name
from api.presenters.reasons import help_line, missing_line
from api.presenters.refusals import refusal_label
from api.presenters.words import kilometres, short_place, wage_range
from api.services.name_subjects import OpeningFace, StudentFace

BAR_WIDTH = 24
WIDE = 110  # characters that a table with references needs
NARROW = 100  # too little for a table with reasons
VERY_WIDE = 160  # the same, for one with reasons

Columns = Sequence[tuple[str, Callable[[dict[str, Any]], str]]]
"""Of a list: each header, and what stands below it of an item."""

OPENING_HEADERS = (
    marked("No."),
    marked("Score"),
    marked("Opening"),
    marked("Wage"),
    marked("Place"),
    marked("Places free"),
    marked("Why"),
)
STUDENT_HEADERS = (marked("No."), marked("Score"), marked("Student"), marked("Home"), marked("Why"))


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, whole: str | None = None) -> Table:
    """A plain table; the column with the header `whole` is never wrapped."""
    made = Table(box=SIMPLE_HEAD, pad_edge=False)
    for header in headers:
        made.add_column(header, overflow="fold", no_wrap=header == whole)
    for row in rows:
        made.add_row(*(escape(cell) for cell in row))
    return made


def show_with_references(
    console: Console,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    refs: Sequence[str],
    *,
    wide: int = WIDE,
) -> None:
    """A table whose rows can be referred to: a reference is never cut, so that it can be copied.

    Where the terminal is too narrow for a column of them, they stand below, each on a line of its own behind
    the first cell of its row.
    """
    if console.width >= wide:
        reference = say(marked("Reference"))
        whole = [[*row, ref] for row, ref in zip(rows, refs, strict=True)]
        console.print(table([*headers, reference], whole, whole=reference))
        return
    console.print(table(headers, rows))
    if refs:
        console.print(say(marked("References")))
    for row, ref in zip(rows, refs, strict=True):
        console.print(f"{row[0]}  {ref}", soft_wrap=True, markup=False)


def show_page(console: Console, columns: Columns, document: dict[str, Any]) -> None:
    """One page of a list with its references, how many there are in all, and which page this is."""
    headers = [say(header) for header, _ in columns]
    rows = [[cell(item) for _, cell in columns] for item in document["items"]]
    show_with_references(console, headers, rows, [item["ref"] for item in document["items"]])
    pages = -(-document["total"] // document["page_size"])
    line = say(
        marked("%(total)s found; page %(page)s of %(pages)s"),
        total=document["total"],
        page=document["page"],
        pages=max(pages, 1),
    )
    console.print(line)


def show_paragraphs(
    console: Console, headers: Sequence[str], rows: Sequence[Sequence[str]], refs: Sequence[str]
) -> None:
    """Rows where no table has room: number and score on a line, the other cells and the reference below."""
    for (rank, score, *cells), ref in zip(rows, refs, strict=True):
        console.print(f"\n{rank}  {score}", style="bold", markup=False)
        pairs = zip(headers[2:], cells, strict=True)
        told = [say(marked("%(header)s: %(cell)s"), header=header, cell=cell) for header, cell in pairs]
        for line in "\n".join([*told, ref]).splitlines():
            console.print(f"   {line}", soft_wrap=True, markup=False)
    console.print()


def show_shortlist(console: Console, document: dict[str, Any]) -> None:
    """A shortlist: who it is for, the items with their reasons, and what became of the rest."""
    subject = document["for"]
    console.print(f"[bold]{escape(subject.get('name') or subject.get('title') or '')}[/] {subject['ref']}")
    of_student = subject["kind"] == "student"
    console.print(
        say(
            marked("On %(day)s: %(eligible)s of %(considered)s openings are possible")
            if of_student
            else marked("On %(day)s: %(eligible)s of %(considered)s students are possible"),
            day=document["as_of"],
            eligible=document["eligible"],
            considered=document["considered"],
        )
    )
    items = document["items"]
    if items:
        headers = [say(header) for header in (OPENING_HEADERS if of_student else STUDENT_HEADERS)]
        rows = [_opening_row(item) if of_student else _student_row(item) for item in items]
        refs = [item["ref"] for item in items]
        if console.width < NARROW:
            show_paragraphs(console, headers, rows, refs)
        else:
            show_with_references(console, headers, rows, refs, wide=VERY_WIDE)
    else:
        console.print(say(marked("Nothing fits. Why, is counted below.")))
    if document["refused"]:
        rows = [(refusal_label(code), str(count)) for code, count in document["refused"].items()]
        console.print(table([say(marked("Left out because")), say(marked("Number"))], rows))
    if "kept" in document:
        kept = say(marked("Kept: %(ref)s"), ref=document["kept"])
        console.print(kept, markup=False, soft_wrap=True)


def show_pair(console: Console, student: StudentFace, opening: OpeningFace) -> None:
    """Both sides of a pair by name."""
    pair = f"{student.name} ↔ {opening.title} · {opening.company_name}"
    console.print(pair, style="bold", markup=False, soft_wrap=True)


def show_match(console: Console, item: dict[str, Any]) -> None:
    """One item as a waterfall: each bar begins where the one before ended."""
    called = item.get("title") or item.get("name") or ""
    company = (item.get("company") or {}).get("name") or ""
    rank = say(marked("rank %(rank)s"), rank=item["rank"]) if item["rank"] else ""
    beside = "  ".join(filter(None, (escape(company), f"{item['score']:.2f}", rank)))
    console.print(f"[bold]{escape(called)}[/]  {beside}")
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    headers = (marked("Criterion"), marked("Points"), marked("Of"), "", marked("What it says"))
    for number, header in enumerate(headers):
        shown.add_column(say(header) if header else "", justify="right" if number in (1, 2) else "left")
    reached = 0.0
    for bar in item["bars"]:
        strip = _strip(reached, bar["points"], bar["of"])
        numbers = (f"{bar['points']:.2f}", f"{bar['of']:.2f}")
        shown.add_row(criterion_name(bar["criterion"]), *numbers, strip, escape(bar["note"]))
        reached += bar["points"]
    shown.add_row(say(marked("Score")), f"{item['score']:.2f}", "100.00", "", "", style="bold")
    console.print(shown)


def _opening_row(item: dict[str, Any]) -> tuple[str, ...]:
    return (
        str(item["rank"]),
        f"{item['score']:.2f}",
        f"{item['title']}\n{item['company']['name']}",
        wage_range(item["wage"]["low"], item["wage"]["high"]),
        _place(item),
        str(item["openings_left"]),
        _reasons(item),
    )


def _student_row(item: dict[str, Any]) -> tuple[str, ...]:
    return str(item["rank"]), f"{item['score']:.2f}", item["name"], _place(item), _reasons(item)


def _place(item: dict[str, Any]) -> str:
    lines = [short_place(item["place"]["code"]) or item["place"]["name"] or "—"]
    if item["distance_km"] is not None:
        lines.append(kilometres(item["distance_km"]))
    return "\n".join(lines)


def _reasons(item: dict[str, Any]) -> str:
    """Why; then what is missing, and what would help most, on a line each."""
    lines = [reason["text"] for reason in item["reasons"]]
    if item["missing"]:
        lines.append(missing_line(item["missing"]))
    if item.get("advice"):
        lines.append(help_line(item["advice"][:1]))
    return "\n".join(lines)


def _strip(start: float, points: float, of: float) -> str:
    """A bar of the waterfall in characters: what came before, what it gives, what it could have given."""
    before = round(start / 100 * BAR_WIDTH)
    filled = round((start + points) / 100 * BAR_WIDTH) - before
    possible = round((start + of) / 100 * BAR_WIDTH) - before - filled
    return " " * before + "[green]" + "█" * filled + "[/][dim]" + "░" * max(possible, 0) + "[/]"
