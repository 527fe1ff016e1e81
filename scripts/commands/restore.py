"""`aixin restore`: bring a backup back; whoever was erased since stays erased."""

import os
from pathlib import Path

import click

from api.clock import now, written
from api.i18n import marked, say
from api.keys import InvalidKey, read_key
from api.services.backups.backup_files import KEYS_FILE
from api.services.backups.restore_backup import Source, restore_backup
from api.settings import load_settings, remember_profile
from scripts.instance import open_vault, operator_principal
from scripts.terminal import CommandError, Document, Terminal, clock_time, command

FILE = click.Path(dir_okay=False, path_type=Path)
PRIVATE_KEY = "AIXIN_BACKUP_PRIVATE_KEY"


@command("restore", "Bring a backup back. · 恢复备份")
@click.argument("file", type=FILE)
@click.option(
    "--keys", type=FILE, help=f"The newest data keys (default: {KEYS_FILE} beside it). 数据密钥文件"
)
@click.option("--key", type=FILE, help=f"File with the private key (or {PRIVATE_KEY}). 私钥文件")
@click.option("--over", is_flag=True, help="Let what is in the database go. 覆盖现有数据")
def restore(terminal: Terminal, *, file: Path, keys: Path | None, key: Path | None, over: bool) -> None:
    """Put a backup in the place of what is in the database; nobody may be at work there."""
    settings = load_settings()
    source = Source(file, keys or file.with_name(KEYS_FILE), _private_key(key))
    vault, who = open_vault(settings), operator_principal()
    done = restore_backup(settings.database_url, vault, source, now=now(), who=who, over=over)
    remember_profile(settings.instance, settings.profile)
    document: Document = {
        "made_at": written(done.made_at),
        "rows": done.rows,
        "erased": done.right.erased,
        "without_key": done.right.without_key,
    }
    line = say(
        marked(
            "The database is as it was at %(at)s (%(rows)s rows); %(erased)s erased since are erased again"
        ),
        at=clock_time(done.made_at),
        rows=done.rows,
        erased=len(done.right.erased),
    )
    terminal.answer(document, lambda console: console.print(line, markup=False, soft_wrap=True))


def _private_key(file: Path | None) -> bytes:
    """The private key, from a file or for this one command from the environment."""
    if file is None:
        told, place = os.environ.get(PRIVATE_KEY, ""), PRIVATE_KEY
        if not told.strip():
            raise CommandError("PRIVATE_KEY_MISSING")
    else:
        try:
            told, place = file.read_text("utf-8"), str(file)
        except (OSError, ValueError) as error:
            raise CommandError("PRIVATE_KEY_UNREADABLE", file=str(file)) from error
    try:
        return read_key(told)
    except InvalidKey as error:
        raise CommandError("PRIVATE_KEY_UNREADABLE", file=place) from error
