"""`aixin occupation`: how job titles are coded by the national classification."""

from pathlib import Path
from typing import Any

import click

from api.i18n import marked, say
from matcher.reference.occupations import name_of
from matcher.text.normalise import normalise
from matcher.text.occupations import code_titles
from matcher.text.title_coder import Coding
from scripts.tables import table
from scripts.terminal import CommandError, Terminal, command


@command("occupation", "How job titles are coded by the national classification. · 职业编码")
@click.argument("titles", nargs=-1)
@click.option("--file", "path", type=click.Path(path_type=Path), help="A table with titles.")
@click.option("--column", help="Its column with the titles.")
def occupation(terminal: Terminal, titles: tuple[str, ...], path: Path | None, column: str | None) -> None:
    """Code titles, in the order in which they were given."""
    if bool(titles) == (path is not None) or (path is None) != (column is None):
        raise click.UsageError(say(marked("Give titles, or --file FILE with --column NAME")))
    wanted = list(titles) if path is None or column is None else read_column(path, column)
    items = [_item(title, coding) for title, coding in zip(wanted, code_titles(wanted), strict=True)]
    headers = [
        say(marked("Title")),
        say(marked("Code")),
        say(marked("Name")),
        say(marked("Sure")),
        say(marked("Or")),
    ]
    rows = [
        (
            item["title"],
            item["code"] or "—",
            item["name"] or "—",
            f"{item['confidence']:.0%}",
            "  ".join(f"{other['code']} {other['name']}" for other in item["alternatives"][:2]),
        )
        for item in items
    ]
    terminal.answer({"items": items}, lambda console: console.print(table(headers, rows)))


def read_column(path: Path, column: str) -> list[str]:
    """The cells of one column below its header, on the first sheet that has it; empty rows are left out."""
    from api.registry_files.tables import open_sheets

    found: list[str] = []
    with open_sheets(path) as sheets:
        for sheet in sheets:
            rows = [["" if cell is None else str(cell).strip() for cell in row.cells] for row in sheet.rows]
            for header, row in enumerate(rows):
                names = [normalise(cell) for cell in row]
                if normalise(column) in names:
                    number = names.index(normalise(column))
                    return [row[number] if number < len(row) else "" for row in rows[header + 1 :]]
            found += rows[0] if rows else []
    raise CommandError("COLUMN_MISSING", column=column, found=found)


def _item(title: str, coding: Coding) -> dict[str, Any]:
    return {
        "title": title,
        "code": coding.code,
        "name": name_of(coding.code) if coding.code else None,
        "confidence": round(coding.confidence, 4),
        "alternatives": [
            {"code": code, "name": name_of(code), "confidence": round(confidence, 4)}
            for code, confidence in coding.alternatives
        ],
    }
