"""`aixin backup`: a sealed copy of everything; which there are; and the pair of keys that it takes."""

from pathlib import Path

import click
from rich.console import Console

from api.clock import now
from api.i18n import marked, say
from api.presenters.backups import backups_document
from api.schemas.rest.administrator_backups import Backups
from api.services.backups.backup_files import KEYS_FILE, file_name, list_backups
from api.services.backups.make_backup import make_backup
from api.settings import load_settings
from models.sealed_file import new_pair
from scripts.instance import open_database, operator_principal
from scripts.tables import table
from scripts.terminal import CommandError, Document, Terminal, clock_time, command

FILE = click.Path(dir_okay=False, path_type=Path)


@command(
    "backup",
    "A sealed copy of everything, while others work. · 备份",
    cls=click.Group,
    invoke_without_command=True,
)
@click.option("--to", type=FILE, help="Write it here (default: a new file in AIXIN_BACKUPS). 备份文件")
@click.option("--keys", type=FILE, help=f"The data keys (default: {KEYS_FILE} beside it). 数据密钥文件")
def backup(terminal: Terminal, *, to: Path | None, keys: Path | None) -> None:
    """Copy the database and, into a file of their own, the data keys."""
    settings, moment = load_settings(), now()
    if settings.backup_key is None:
        raise CommandError("BACKUP_KEY_MISSING")
    to = (to or settings.backups / file_name(moment)).absolute()
    keys = (keys or to.with_name(KEYS_FILE)).absolute()
    with open_database(settings) as (engine, vault):
        made = make_backup(
            engine,
            vault,
            public=bytes.fromhex(settings.backup_key),
            to=to,
            keys_to=keys,
            now=moment,
            who=operator_principal(),
        )
    document: Document = {"ref": made.ref, "file": str(to), "keys": str(keys), "bytes": made.size}
    document["rows"] = made.rows
    lines = (
        say(marked("Written: %(file)s"), file=str(to)),
        say(marked("Data keys: %(file)s. Keep this file apart, and only the newest of it"), file=str(keys)),
    )
    terminal.answer(document, lambda console: console.print("\n".join(lines), markup=False, soft_wrap=True))


@command("list", "Which backups there are, the newest first. · 备份列表")
def list_(terminal: Terminal) -> None:
    """List the backups in the folder."""
    document: Document = Backups().dump(backups_document(list_backups(load_settings().backups)))
    terminal.answer(document, lambda console: _show(console, document))


@command("key", "A pair of keys for backups; the private one stays elsewhere. · 备份密钥")
def key(terminal: Terminal) -> None:
    """Make a pair; nothing of it is kept here."""
    private, public = (each.hex() for each in new_pair())
    terminal.note(
        say(
            marked(
                "Set the public key here. Keep the private one elsewhere, on paper too: without it no backup "
                "can be read, and whoever has it reads all of them"
            )
        )
    )
    lines = f"export AIXIN_BACKUP_KEY={public}\n# AIXIN_BACKUP_PRIVATE_KEY={private}"
    document: Document = {"public": public, "private": private}
    terminal.answer(document, lambda console: console.print(lines, markup=False, soft_wrap=True))


def _show(console: Console, document: Document) -> None:
    headers = [say(header) for header in (marked("File"), marked("Made"), marked("Size"), marked("Database"))]
    rows = [
        (
            item["file"],
            clock_time(item["made_at"]) if item["made_at"] else say(marked("cannot be read")),
            f"{item['bytes'] / 1e6:.1f} MB",
            item["database"] or "—",
        )
        for item in document["items"]
    ]
    console.print(table(headers, rows, whole=headers[0]))


assert isinstance(backup, click.Group)
for each in (list_, key):
    backup.add_command(each)
