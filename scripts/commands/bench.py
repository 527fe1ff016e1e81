"""`aixin bench`: how fast the matcher is and what it takes, beside programs that could stand in its place."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from api.clock import today
from api.i18n import marked, say
from scripts.tables import table
from scripts.terminal import FAILED, Document, Terminal, as_of_option, command

if TYPE_CHECKING:
    from scripts.bench.results import Result
    from scripts.bench.setting import Progress, Setting

    Measure = Callable[[Setting, Progress], Iterator[Result]]

MEASURES = {  # id → where it is
    "P1": "latency:against_tantivy",
    "P2": "latency:against_sparse",
    "P3": "latency:against_postgres",
    "P4": "latency:against_reference",
    "exact": "exact:exact",
    "P5": "growth:growth",
    "P6": "whole_province:whole_province",
    "P7": "whole_plan:whole_plan",
    "P8": "imports:imports",
    "P9": "server:served",
    "P10": "starting:starting",
    "P11": "memory:memory",
    "writers": "writers:fifty_writers",
    "commands": "whole_commands:whole_commands",
    "pages": "pages:pages",
}
ONLY_WHEN_ASKED = {"commands", "pages"}
EXACT = "exact"
ALWAYS_JUDGED = {EXACT, "pages"}  # at every size; the other bars are for one
JUDGED_SIZE = "province"
NAMES = ("district", "province", "nation")  # of scripts.bench.setting, which takes long to import
EXTRA = "pip install -e .[bench]"
NOTHING = "—"
HEADERS = (
    "",
    marked("What · peer"),
    marked("Ours"),
    marked("Peer"),
    marked("Ratio"),
    marked("Spread"),
    marked("Bar"),
    marked("Reached"),
)


class Ids(click.ParamType[tuple[str, ...]]):
    """Measures by their ids: P1,P2."""

    name = "IDS"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The ids in the order of the table; an unknown one is told what there is."""
        if isinstance(value, tuple):
            return value
        asked = {each.strip().lower() for each in str(value).split(",")}
        known = {each.lower(): each for each in MEASURES}
        if asked - known.keys():
            self.fail(" | ".join(MEASURES), param, ctx)
        return tuple(each for low, each in known.items() if low in asked)


@command("bench", "Time and memory of the matcher, beside other programs. · 性能评测")
@click.option(
    "--size", type=click.Choice(NAMES), default=NAMES[0], show_default=True, help="How much of everything."
)
@click.option("--only", type=Ids(), help=f"Some of {', '.join(MEASURES)} (default: all but the last two).")
@click.option(
    "--runs", default=5, show_default=True, type=click.IntRange(1, 90), help="How often each is measured."
)
@click.option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Real postings: measure those instead.",
)
@click.option("--markdown", is_flag=True, help="The table as docs/performance.md has it.")
@as_of_option
def bench(
    terminal: Terminal,
    *,
    size: str,
    only: tuple[str, ...] | None,
    runs: int,
    path: Path | None,
    markdown: bool,
    as_of: date,
) -> None:
    """Measure, and print a table; status 1 when the index does not answer as the reference does."""
    from scripts.bench.results import commit, machine
    from scripts.bench.setting import SIZES, Setting

    found = []
    with tempfile.TemporaryDirectory(prefix="aixin-bench-") as folder:
        setting = Setting(SIZES[size], runs, Path(folder))
        for id_, measured in _measures(only, path, as_of).items():
            with terminal.progress(id_) as progress:
                for result in measured(setting, progress):
                    line = result.document(judged=size == JUDGED_SIZE or id_ in ALWAYS_JUDGED)
                    terminal.note(" · ".join(cell for cell in _cells(line) if cell not in ("", NOTHING)))
                    found.append(line)
    measured_on = path.name if path else size
    document = {"machine": machine(), "commit": commit(), "size": measured_on, "results": found}
    show = _show_markdown if markdown else _show_table
    terminal.answer(document, lambda console: show(console, document))
    if any(line["id"] == EXACT and not line["met"] for line in found):
        click.get_current_context().exit(FAILED)


def _measures(only: Sequence[str] | None, path: Path | None, as_of: date) -> "Mapping[str, Measure]":
    """What is to be measured, by the label of its progress."""
    if path is not None:
        from scripts.bench.postings import postings

        return {path.name: partial(postings, path, as_of)}
    return {id_: _measure(id_) for id_ in only or MEASURES if only or id_ not in ONLY_WHEN_ASKED}


def _measure(id_: str) -> "Measure":
    module, _, name = MEASURES[id_].partition(":")
    measure: Measure = getattr(import_module(f"scripts.bench.{module}"), name)
    return measure


def _show_table(console: Console, document: Document) -> None:
    console.print(_of_what(document), markup=False, soft_wrap=True)
    console.print(table([say(header) if header else "" for header in HEADERS], _rows(document)))


def _show_markdown(console: Console, document: Document) -> None:
    lines = [
        _of_what(document),
        "",
        *(
            f"| {' | '.join(cells)} |"
            for cells in ([say(h) if h else "" for h in HEADERS], ["---"] * len(HEADERS))
        ),
        *(f"| {' | '.join(cells)} |" for cells in _rows(document)),
    ]
    for line in lines:
        console.print(line, markup=False, soft_wrap=True)


def _of_what(document: Document) -> str:
    told = marked("%(size)s, measured on %(day)s at %(commit)s: %(machine)s")
    return say(told, day=today(), **{name: document[name] for name in ("size", "commit", "machine")})


def _rows(document: Document) -> list[tuple[str, ...]]:
    return [_cells(line) for line in document["results"]]


def _cells(line: Document) -> tuple[str, ...]:
    ours = (_figure(line["ours"], line["unit"]), _figure(line["memory"], "MiB"))
    spread = "" if line["spread"] is None else "–".join(f"{end:g}" for end in line["spread"])
    peer = f"{line['missing']}: {EXTRA}" if line["missing"] else _figure(line["peer"], line["unit"])
    return (
        line["id"],
        line["what"],
        ", ".join(filter(None, ours)),
        peer,
        _figure(line["ratio"]),
        spread,
        line["bar"] or NOTHING,
        NOTHING if line["met"] is None else say(marked("yes") if line["met"] else marked("no")),
    )


def _figure(figure: float | None, unit: str = "") -> str:
    return "" if figure is None else f"{figure:g} {unit}".strip()
