"""How commands speak: one JSON document or readable tables, and one clear line when one stops."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import wraps
from typing import Any

import click
from rich.console import Console

from api.clock import local_time, today
from api.i18n import speaking
from api.presenters.failures import failure_of
from api.settings import LOCALES, parse_locale
from matcher.text.dates import parse_date

FAILED = 1
PLAIN_WIDTH = 140  # of tables that go to a file or a pipe

Document = dict[str, Any]


class CommandError(Exception):
    """A command that cannot be done: a code of api.presenters.failures and what it is about."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class Terminal:
    """Standard output for the answer, standard error for everything else."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.out = Console(width=None if sys.stdout.isatty() else PLAIN_WIDTH, highlight=False)
        self.err = Console(stderr=True, highlight=False)

    def answer(self, document: Document, show: Callable[[Console], None]) -> None:
        """Give the answer: the document with --json, else whatever `show` prints."""
        if self.as_json:
            click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=date.isoformat))
        else:
            show(self.out)

    def note(self, text: str) -> None:
        """Say something beside the answer."""
        self.err.print(text, markup=False, soft_wrap=True)

    @contextmanager
    def progress(self, label: str) -> Iterator[Callable[[int, int], None]]:
        """A progress bar on standard error; call what it gives with what is done, and of how much."""
        if not self.err.is_terminal:
            yield lambda done, total: None
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self.err, transient=True) as bar:
            task = bar.add_task(label, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)


def command(name: str, summary: str, **how: Any) -> Callable[[Callable[..., None]], click.Command]:
    """Make a function a command with --json and --locale; it gets a Terminal first.

    Whatever it raises becomes one line on standard error, a document with --json, and exit status 1. `how` is
    for click; a group that is itself a command leaves the word to the one that is named behind it.
    """

    def decorate(function: Callable[..., None]) -> click.Command:
        @click.command(name, help=summary, **how)
        @click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
        @click.option("--locale", callback=_locale, metavar="|".join(LOCALES), help="Language. 语言")
        @click.pass_context
        @wraps(function)
        def run(context: click.Context, /, as_json: bool, locale: str, **arguments: Any) -> None:
            if context.invoked_subcommand is not None:
                return
            terminal = Terminal(as_json=as_json or bool(context.find_root().params.get("as_json")))
            with speaking(locale), _stops(terminal, context):
                function(terminal, **arguments)

        made: click.Command = run
        return made

    return decorate


def as_of_option(function: Callable[..., None]) -> Callable[..., None]:
    """The day to look at, for commands that only look."""
    return click.option(
        "--as-of",
        callback=lambda context, option, value: value or today(),
        type=Day(),
        metavar="DATE",
        help="Preview another day, as 2026-06-30 (default: today).",
    )(function)


class Day(click.ParamType[date]):
    """A day as people write it: 2026-06-30, 2026.6.30, 2026年6月30日."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a month or a year alone is none."""
        parsed = parse_date(value)
        if parsed is None or parsed.precision != "day":
            self.fail(str(value), param, ctx)
        return parsed.date


def clock_time(moment: datetime | str) -> str:
    """A moment, also one of a document, as the clock shows it where the districts are."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{local_time(at):%Y-%m-%d %H:%M}"


def _locale(context: click.Context, option: click.Parameter, value: str | None) -> str:
    value = value or context.find_root().params.get("locale")
    locale = parse_locale(value or os.environ.get("AIXIN_LOCALE") or LOCALES[0])
    if locale is None and value:
        raise click.BadParameter(" | ".join(LOCALES))
    return locale or LOCALES[0]


@contextmanager
def _stops(terminal: Terminal, context: click.Context) -> Iterator[None]:
    """Turn what stops a command into its one line and exit status."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit):
        raise
    except BrokenPipeError:
        sys.stderr.close()  # nobody reads on: no complaint either
        context.exit(FAILED)
    except Exception as error:
        if context.find_root().params.get("traceback"):
            raise
        failure = failure_of(error)
        if terminal.as_json:
            click.echo(json.dumps(failure.document(), ensure_ascii=False, indent=2))
        terminal.note(failure.text)
        context.exit(FAILED)
