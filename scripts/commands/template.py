"""`aixin template`: an empty registry file with the right headers."""

from pathlib import Path

import click

from api.i18n import marked, say
from api.registry_files.columns import RegistryKind
from api.registry_files.templates import write_template
from scripts.output_files import replacing
from scripts.terminal import CommandError, Terminal, command


@command("template", "An empty registry file with headers, notes and choices. · 导入模板")
@click.argument("kind", type=click.Choice([kind.value for kind in RegistryKind], case_sensitive=False))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="FILE.xlsx")
def template(terminal: Terminal, *, kind: str, out: Path) -> None:
    """Write a template."""
    if out.suffix.lower() != ".xlsx":
        raise CommandError("OUT_TYPE", accepted=[".xlsx"])
    with replacing(terminal, out) as path:
        write_template(RegistryKind(kind), path)
    line = say(marked("The template is %(file)s"), file=str(out))
    terminal.answer({"kind": kind, "file": str(out)}, lambda console: console.print(line, markup=False))
