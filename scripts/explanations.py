"""An explained pair on a terminal, and in words: what speaks for it, what is missing, what would help."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from api.i18n import marked, say
from api.presenters.bars import criterion_name
from api.presenters.explanations import Side
from api.presenters.words import signed
from scripts.tables import show_match, table

RANKED = marked("Rank %(rank)s: %(name)s")


def show_explanation(console: Console, document: dict[str, Any], *, among: Side) -> None:
    """The waterfall and what is above it, or the refusals; then what would help."""
    if "refused" in document:
        _show_sentences(console, say(marked("Why it is not possible")), document["refused"])
        helping = say(marked("What would make it possible"))
        nothing = say(marked("Nothing that the student could change would make it possible"))
    else:
        show_match(console, document)
        _show_sentences(console, say(marked("Why")), document["reasons"])
        _show_sentences(console, say(marked("What is missing")), document["missing"])
        helping = say(marked("What would help"))
        nothing = say(marked("Nothing that the student could change would help much"))
    _show_sentences(console, helping, document["advice"], nothing=nothing)
    if "behind" in document:
        own = document["opening"]["title"] if among == "openings" else document["student"]["name"]
        _show_behind(console, document["behind"], own=say(RANKED, rank=document["rank"], name=own))


def _show_sentences(
    console: Console, heading: str, told: Sequence[dict[str, Any]], *, nothing: str | None = None
) -> None:
    if told or nothing:
        console.print(heading, style="bold", markup=False)
    for text in [one["text"] for one in told] or ([nothing] if nothing else []):
        console.print(f"  {text}", markup=False, soft_wrap=True)


def _show_behind(console: Console, behind: dict[str, Any], *, own: str) -> None:
    """Criterion by criterion, beside the last one of the list."""
    last = behind["last"]
    console.print(f"\n{behind['text']}", style="bold", markup=False, soft_wrap=True)
    headers = [
        say(marked("Criterion")),
        say(marked("Difference")),
        own,
        say(RANKED, rank=last["rank"], name=last.get("title") or last["name"]),
    ]
    rows = [
        (
            criterion_name(bar["criterion"]),
            signed(bar["difference"], f"{abs(bar['difference']):.2f}"),
            bar["note"],
            bar["note_of_last"],
        )
        for bar in behind["bars"]
        if bar["difference"]
    ]
    if rows:
        console.print(table(headers, rows))
