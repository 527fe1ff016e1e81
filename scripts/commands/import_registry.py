"""`aixin import`: read a registry file into the registry."""

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from api.i18n import marked, say
from api.presenters.imports import import_document
from api.registry_files.columns import RegistryKind
from api.services.import_registry import import_registry
from api.settings import load_settings
from scripts.instance import open_database, operator
from scripts.tables import table
from scripts.terminal import CommandError, Document, Terminal, command, now

PROBLEMS_SHOWN = 40

COUNTS = (
    ("read", marked("rows read")),
    ("created", marked("new")),
    ("updated", marked("changed")),
    ("unchanged", marked("as before")),
    ("duplicates", marked("repeated")),
    ("rejected", marked("rejected")),
    ("not_in_file", marked("in the registry, not in the file")),
)


@command("import", "Read a registry file: students, companies or openings. · 导入名册")
@click.argument("kind", type=click.Choice([kind.value for kind in RegistryKind], case_sensitive=False))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sheet", help="Name of the sheet (default: the first with the required headers).")
@click.option("--dry-run", is_flag=True, help="Check only; write nothing.")
@click.option("--mapping", type=click.Path(path_type=Path), help='JSON: {"their header": "our field"}.')
def import_(
    terminal: Terminal, *, kind: str, file: Path, sheet: str | None, dry_run: bool, mapping: Path | None
) -> None:
    """Import a file; what is wrong with it is told row by row."""
    settings = load_settings()
    with open_database(settings) as (engine, vault), terminal.progress(file.name) as progress:
        result = import_registry(
            engine,
            vault,
            RegistryKind(kind),
            file,
            sheet=sheet,
            within=settings.district,
            minimum_wages=settings.minimum_wages,
            mapping=None if mapping is None else read_mapping(mapping),
            dry_run=dry_run,
            now=now(),
            actor=operator(),
            progress=progress,
        )
    document = import_document(result)
    terminal.answer(document, lambda console: show_import(console, document, dry_run=dry_run))


def read_mapping(path: Path) -> dict[str, str]:
    """Their headers by our fields, from a JSON file."""
    try:
        mapping: Any = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise CommandError("MAPPING_UNREADABLE") from error
    if not isinstance(mapping, dict) or not all(isinstance(field, str) for field in mapping.values()):
        raise CommandError("MAPPING_UNREADABLE")
    return mapping


def show_import(console: Console, document: Document, *, dry_run: bool = False) -> None:
    """The counts, and the problems with their places; errors come first."""
    counts = [(say(label), str(document[name])) for name, label in COUNTS]
    console.print(table([document["file"], ""], counts))
    problems = sorted(document["problems"], key=lambda problem: problem["severity"] != "error")
    if problems:
        headers = [say(marked("Row")), say(marked("Column")), say(marked("Problem")), say(marked("Cell"))]
        rows = [
            (
                str(problem["row"] or "—"),
                problem["column"] or "—",
                problem["message"],
                problem["value"] or "",
            )
            for problem in problems[:PROBLEMS_SHOWN]
        ]
        console.print(table(headers, rows))
    if len(problems) > PROBLEMS_SHOWN:
        more = say(marked("… and %(more)s more; --json lists them all"), more=len(problems) - PROBLEMS_SHOWN)
        console.print(more)
    if dry_run:
        console.print(say(marked("Checked only: nothing was written.")))
