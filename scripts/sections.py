"""Figures in a terminal: tables with a heading and a line on what they mean."""

from collections.abc import Iterable

from rich.console import Console

from api.presenters.evaluation_tables import Section
from scripts.tables import table


def show_sections(console: Console, sections: Iterable[Section]) -> None:
    """Print the tables one below the other."""
    for section in sections:
        console.print(f"\n{section.heading}", style="bold", markup=False)
        console.print(section.note, style="dim", markup=False)
        console.print(table([column.header for column in section.columns], section.shown_rows()))
