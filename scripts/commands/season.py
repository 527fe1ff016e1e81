"""`aixin season`: what placing week by week comes to, in invented seasons of the district's own students."""

from datetime import date
from pathlib import Path

import click
from rich.console import Console

from api.i18n import marked, say
from api.presenters.seasons import (
    season_charts,
    seasons_document,
    seasons_headers,
    seasons_rows,
    seasons_sentence,
)
from api.services.plans.simulate_seasons import simulate_seasons
from matcher.plan.season import Terms
from matcher.plan.seasons import Played
from scripts.instance import open_market, open_session
from scripts.output_files import check_drawing, write_drawing
from scripts.tables import table
from scripts.terminal import Document, Terminal, as_of_option, command


@command("season", "Placing week by week, held against hindsight, in invented seasons. · 逐周安置模拟")
@click.option("--weeks", default=12, show_default=True, type=click.IntRange(1, 104), help="Of a season.")
@click.option("--seasons", default=20, show_default=True, type=click.IntRange(min=1), help="How many.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(min=0), help="Of the first season.")
@click.option(
    "--places",
    type=click.FloatRange(min=0, min_open=True),
    metavar="RATIO",
    help="So many places for each student who comes, drawn from all; without it, all.",
)
@click.option(
    "--absent",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="Of those announced, who do not come; without it, as in the registry's last year.",
)
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="File for a drawing: .svg.")
@as_of_option
def season(
    terminal: Terminal,
    *,
    weeks: int,
    seasons: int,
    seed: int,
    places: float | None,
    absent: float | None,
    plot: Path | None,
    as_of: date,
) -> None:
    """Play the seasons; nothing is kept and nobody is named."""
    check_drawing(plot)
    terms, played = _play(
        terminal, range(seed, seed + seasons), weeks=weeks, places=places, absent=absent, as_of=as_of
    )
    document = seasons_document(terms, played)
    if plot is not None:
        write_drawing(terminal, plot, season_charts(document, played))
    terminal.answer(document, lambda console: _show(console, document, plot))


def _play(
    terminal: Terminal,
    seeds: range,
    *,
    weeks: int,
    places: float | None,
    absent: float | None,
    as_of: date,
) -> tuple[Terms, list[Played]]:
    with open_session() as session, terminal.progress(say(marked("Shortlists"))) as progress:
        terms, coming = simulate_seasons(
            session,
            open_market(),
            as_of=as_of,
            seeds=seeds,
            weeks=weeks,
            places_per_arrival=places,
            absent=absent,
            progress=progress,
        )
    played = []
    with terminal.progress(say(marked("Seasons"))) as progress:
        for each in coming:
            played.append(each)
            progress(len(played), len(seeds))
    return terms, played


def _show(console: Console, document: Document, plot: Path | None) -> None:
    console.print(seasons_sentence(document), markup=False, soft_wrap=True)
    console.print(table(seasons_headers(), seasons_rows(document)))
    if plot is not None:
        console.print(f"→ {plot}", markup=False)
