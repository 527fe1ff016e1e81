"""`aixin import students|companies|openings|study-aid|relief|hires`: read a file into the registry."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from api.clock import now
from api.i18n import marked, say, say_list
from api.presenters.imports import (
    PROBLEM_FILE_TYPES,
    gather_problems,
    import_document,
    missing_sentence,
    row_ranges,
    write_problems,
)
from api.registry_files.columns import RegistryKind
from api.schemas.problems import Severity
from api.services.imports.import_hires import import_hires
from api.services.imports.import_registry import import_registry
from api.settings import Profile, load_policy, load_settings
from models.audit import Act
from scripts.commands.import_batches import list_, undo
from scripts.instance import open_database, operator, operator_principal
from scripts.looking import audit_import, keep_acts
from scripts.output_files import replacing
from scripts.tables import table
from scripts.terminal import CommandError, Document, Terminal, command

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


SUMMARIES = {
    RegistryKind.STUDENTS: "Read a file of students. · 导入学生",
    RegistryKind.COMPANIES: "Read a file of companies. · 导入企业",
    RegistryKind.OPENINGS: "Read a file of openings. · 导入岗位",
    RegistryKind.STUDY_AID: "Read a file of study aid. · 导入助学",
    RegistryKind.RELIEF: "Read a file of relief payments. · 导入救助",
    RegistryKind.HIRES: "Read whom companies hired, and whom not. · 导入录用反馈",
}


@click.group("import", help="Read a registry file; list what was read, and undo it. · 导入名册")
def import_() -> None:
    """Hold the commands of imports: one for each registry, and those about what was imported."""


def reading(kind: RegistryKind) -> click.Command:
    """The command that reads a file of one registry."""

    @command(kind.value, SUMMARIES[kind])
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--sheet", help="Name of the sheet (default: the first with the required headers).")
    @click.option("--dry-run", is_flag=True, help="Check only; write nothing.")
    @click.option(
        "--problems",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write every problem to FILE.xlsx or .csv.",
    )
    @click.option("--mapping", type=click.Path(path_type=Path), help='JSON: {"their header": "our field"}.')
    def read(
        terminal: Terminal,
        *,
        file: Path,
        sheet: str | None,
        dry_run: bool,
        problems: Path | None,
        mapping: Path | None,
    ) -> None:
        """Import a file; what is wrong with it is told row by row."""
        read_file(terminal, kind, file, sheet=sheet, dry_run=dry_run, problems=problems, mapping=mapping)

    return read


def read_file(
    terminal: Terminal,
    kind: RegistryKind,
    file: Path,
    *,
    sheet: str | None,
    dry_run: bool,
    problems: Path | None,
    mapping: Path | None,
) -> None:
    """Import a file; what is wrong with it is told row by row."""
    settings = load_settings()
    if problems is not None and problems.suffix.lower() not in PROBLEM_FILE_TYPES:
        raise CommandError("PROBLEMS_TYPE", accepted=list(PROBLEM_FILE_TYPES))
    with nullcontext() if problems is None else replacing(terminal, problems) as listed:
        with open_database(settings) as (engine, vault), terminal.progress(file.name) as progress:
            told: dict[str, Any] = {
                "sheet": sheet,
                "mapping": None if mapping is None else read_mapping(mapping),
                "dry_run": dry_run,
                "now": now(),
                "progress": progress,
                "in_the_same_transaction": audit_import,
            }
            if kind is RegistryKind.HIRES:
                who, policy = operator_principal(), load_policy()
                result = import_hires(engine, vault, file, who=who, policy=policy, **told)
            else:
                result = import_registry(
                    engine,
                    vault,
                    kind,
                    file,
                    within=settings.district,
                    minimum_wages=settings.minimum_wages,
                    actor=operator(),
                    **told,
                )
            if result.kind is RegistryKind.STUDENTS and result.missing:  # whom the answer names
                named = {"students": len(result.missing)}
                keep_acts(engine, vault, [Act("students.listed", fields=("name",), details=named)])
        document = import_document(result)
        if listed is not None:
            write_problems(listed, document)
    if settings.profile is Profile.DEMO:
        terminal.note(
            say(
                marked(
                    "This is the demo, with invented people: real names belong in an instance of their own "
                    "(AIXIN_INSTANCE)"
                )
            )
        )
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
    """The counts, whom the file no longer names, and the problems with their places; errors come first."""
    counts = [(say(label), str(document[name])) for name, label in COUNTS]
    console.print(table([document["file"], ""], counts))
    if document["missing"]:
        console.print(missing_sentence(document), markup=False)
    if document["problems"]:
        _show_problems(console, document["problems"])
    if dry_run:
        console.print(say(marked("Checked only: nothing was written.")))
    elif document["kind"] != RegistryKind.HIRES and (document["created"] or document["updated"]):
        line = marked(
            "`aixin import undo %(ref)s --reason …` takes all of it back, while nothing is built on it"
        )
        console.print(say(line, ref=document["ref"]), markup=False, soft_wrap=True)


def _show_problems(console: Console, problems: list[Document]) -> None:
    gathered = gather_problems(problems)
    headers = (marked("Row"), marked("Column"), "", marked("Problem"), marked("Cell"))
    rows = [
        (
            row_ranges(each.rows) or "—",
            each.column or "—",
            say(marked("error")) if each.severity is Severity.ERROR else "",
            each.message,
            say_list(each.values),
        )
        for each in gathered[:PROBLEMS_SHOWN]
    ]
    console.print(table([say(header) if header else "" for header in headers], rows))
    more = len(gathered) - PROBLEMS_SHOWN
    if more > 0 or len(problems) > len(gathered):
        line = marked("%(total)s problems in all; --problems FILE.xlsx lists them one by one")
        console.print(say(line, total=len(problems)), markup=False)


for each in (*map(reading, RegistryKind), list_, undo):
    import_.add_command(each)
