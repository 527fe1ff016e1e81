"""Documents as tables for a terminal; rich knows how wide a Chinese character is."""

from collections.abc import Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from api.i18n import marked, say
from api.presenters.bars import criterion_name
from api.presenters.refusals import refusal_label
from api.presenters.words import kilometres, short_place

BAR_WIDTH = 24


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, title: str | None = None) -> Table:
    """A plain table; numbers are to be right-aligned by whoever makes the words."""
    made = Table(box=SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for header in headers:
        made.add_column(header, overflow="fold")
    for row in rows:
        made.add_row(*(escape(cell) for cell in row))
    return made


def show_shortlist(console: Console, document: dict[str, Any]) -> None:
    """A shortlist: who it is for, the items with their reasons, and what became of the rest."""
    subject = document["for"]
    console.print(f"[bold]{escape(subject.get('name') or subject.get('title') or '')}[/] {subject['ref']}")
    console.print(
        say(
            marked("On %(day)s: %(eligible)s of %(considered)s are possible"),
            day=document["as_of"],
            eligible=document["eligible"],
            considered=document["considered"],
        )
    )
    if document["items"]:
        console.print(table(_item_headers(), [_item_row(item) for item in document["items"]]))
    else:
        console.print(say(marked("Nothing fits. Why, is counted below.")))
    if document["refused"]:
        rows = [(refusal_label(code), str(count)) for code, count in document["refused"].items()]
        console.print(table([say(marked("Left out because")), say(marked("Number"))], rows))


def show_match(console: Console, item: dict[str, Any]) -> None:
    """One item as a waterfall: each bar begins where the one before ended."""
    called = item.get("title") or item.get("name") or ""
    company = (item.get("company") or {}).get("name") or ""
    rank = say(marked("rank %(rank)s"), rank=item["rank"]) if item["rank"] else ""
    console.print(f"[bold]{escape(called)}[/]  {escape(company)}  {item['score']:.2f}  {rank}")
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


def show_refusals(console: Console, refused: Sequence[dict[str, Any]]) -> None:
    """Every rule that stands between a pair."""
    rows = [(refusal_label(one["code"]), one["text"]) for one in refused]
    console.print(table([say(marked("Refused by")), say(marked("Why"))], rows))


def _item_headers() -> list[str]:
    headers = (
        marked("No."),
        marked("Score"),
        marked("Who or what"),
        marked("Place"),
        marked("Free"),
        marked("Why"),
        marked("Reference"),
    )
    return [say(header) for header in headers]


def _item_row(item: dict[str, Any]) -> tuple[str, ...]:
    company = (item.get("company") or {}).get("name")
    called = item.get("title") or item.get("name") or ""
    place = [short_place(item["place"]["code"]) or item["place"]["name"] or "—"]
    if item["distance_km"] is not None:
        place.append(kilometres(item["distance_km"]))
    return (
        str(item["rank"]),
        f"{item['score']:.2f}",
        f"{called}\n{company}" if company else called,
        "\n".join(place),
        str(item["openings_left"]),
        "\n".join(reason["text"] for reason in item["reasons"]),
        item["ref"],
    )


def _strip(start: float, points: float, of: float) -> str:
    """A bar of the waterfall in characters: what came before, what it gives, what it could have given."""
    before = round(start / 100 * BAR_WIDTH)
    filled = round((start + points) / 100 * BAR_WIDTH) - before
    possible = round((start + of) / 100 * BAR_WIDTH) - before - filled
    return " " * before + "[green]" + "█" * filled + "[/][dim]" + "░" * max(possible, 0) + "[/]"
