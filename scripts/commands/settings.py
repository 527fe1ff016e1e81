"""`aixin settings`: what is set and what it means; and fresh keys for a new instance."""

import os
from typing import Any

import click
from rich.console import Console

from api.i18n import marked, say
from api.keys import new_keys
from api.presenters.failures import failure_of
from api.presenters.settings import settings_document
from api.settings import SettingsError, load_settings
from scripts.tables import table
from scripts.terminal import FAILED, Terminal, command


@command("settings", "What is set, and what it means; secrets stay hidden. · 设置")
@click.option("--new-keys", "make_keys", is_flag=True, help="Print fresh keys for a new instance.")
def settings(terminal: Terminal, *, make_keys: bool) -> None:
    """Print the settings; when something is missing or wrong, that too, and fail."""
    if make_keys:
        _print_new_keys(terminal)
        return
    try:
        rows = settings_document(load_settings())
    except SettingsError as error:
        rows = settings_document(None, error.problems, os.environ)
        failure = failure_of(error)
        terminal.answer({"settings": rows, **failure.document()}, lambda console: _show(console, rows))
        terminal.note(failure.text)
        raise click.exceptions.Exit(FAILED) from error
    terminal.answer({"settings": rows}, lambda console: _show(console, rows))


def _print_new_keys(terminal: Terminal) -> None:
    keys = new_keys()
    lines = "\n".join(f"export {name}={value}" for name, value in keys.items())
    terminal.note(
        say(marked("Keep these safe and apart from the database: without AIXIN_MASTER_KEY the data is lost"))
    )
    terminal.answer({"keys": keys}, lambda console: console.print(lines, markup=False, soft_wrap=True))


def _show(console: Console, rows: list[dict[str, Any]]) -> None:
    headers = [say(marked("Name")), say(marked("Value")), say(marked("Meaning"))]
    console.print(
        table(headers, [(row["name"], _value(row), row["meaning"]) for row in rows], whole=headers[0])
    )


def _value(row: dict[str, Any]) -> str:
    """A value, or what is to be known of it; what is wrong is marked."""
    if row["problem"]:
        return f"✗ {row['problem']}"
    if row["secret"] and row["set"]:
        return say(marked("(set, hidden)"))
    return row["value"] or say(marked("(not set)"))
