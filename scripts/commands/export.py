"""`aixin export`: a copy of everything that is kept of a student, for the student."""

import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import click
from rich.console import Console

from api.i18n import marked, say
from api.presenters.student_export import export_page, told_rows
from api.services.rights.export_student import Sections, export_student
from matcher.errors import UnknownSubject
from models.audit import Act
from models.queries import students
from scripts.looking import looking
from scripts.output_files import replacing
from scripts.terminal import CommandError, Terminal, command

SUFFIXES = (".zip", ".json", ".html")


@command("export", "Everything kept of a student, for the student. · 学生资料副本")
@click.option("--student", required=True, metavar="REF", help="Whose. 学生编号")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write .zip (both forms), .json (for programs) or .html (for people).",
)
def export(terminal: Terminal, *, student: str, out: Path | None) -> None:
    """Open what is kept of one student, for programs and for people; that it was done is kept."""
    if out is not None and out.suffix not in SUFFIXES:
        raise CommandError("OUT_TYPE", accepted=SUFFIXES)
    with looking() as look:
        found = students.get(look.session, student)
        if found is None:
            raise UnknownSubject(kind="student", ref=student)
        sections, name = export_student(look.session, found), found.name
        look.audit(Act("student.exported", ("student", found.ref), tuple(sections)))
    if out is None:
        terminal.answer({**sections}, lambda console: _show(console, sections))
        return
    with replacing(terminal, out) as path:
        _write(path, sections, name)
    line = say(marked("Written: %(file)s"), file=str(out))
    terminal.answer({"file": str(out)}, lambda console: console.print(line, markup=False, soft_wrap=True))


def _write(path: Path, sections: Sections, name: str) -> None:
    data = json.dumps(sections, ensure_ascii=False, indent=2) + "\n"
    page = export_page(sections, name)
    if path.suffix == ".zip":
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            archive.writestr("data.json", data)
            archive.writestr("page.html", page)
    else:
        path.write_text(data if path.suffix == ".json" else page, "utf-8")


def _show(console: Console, sections: Sections) -> None:
    for heading, rows in told_rows(sections):
        console.print(f"\n{heading}", style="bold", markup=False)
        for row in rows:
            console.print("\n".join(f"  {label}: {words}" for label, words in row) + "\n", markup=False)
