"""`… take-back REF`: what was entered by mistake stays on record and counts no more."""

from collections.abc import Callable, Sequence
from typing import Any

import click
from sqlalchemy.orm import Session

from api.i18n import marked, say
from api.presenters.taking_back import taken_back_document
from api.services.acting import Acting
from models.taking_back import Mistake
from scripts.instance import operator_acting, writing_session
from scripts.terminal import CommandError, Terminal, command

Kind = tuple[Callable[[Session, str], Any], Callable[[Acting, Any, Mistake], None]]
"""How a row of some kind is found by its reference, and taken back."""


def take_back_command(summary: str, kinds: Sequence[Kind]) -> click.Command:
    """The command that takes back rows of these kinds."""

    @command("take-back", summary)
    @click.argument("ref", metavar="REF")
    @click.option(
        "--reason", required=True, type=click.Choice([each.value for each in Mistake]), help="Why. 原因"
    )
    def take_back(terminal: Terminal, *, ref: str, reason: str) -> None:
        with writing_session() as session:
            row, take = _find(session, kinds, ref)
            take(operator_acting(session), row, Mistake(reason))
            document = {"ref": row.ref, "taken_back": taken_back_document(row.taken_back)}
        line = say(marked("Taken back: it stays on record and counts no more"))
        terminal.answer(document, lambda console: console.print(line, markup=False))

    return take_back


def _find(
    session: Session, kinds: Sequence[Kind], ref: str
) -> tuple[Any, Callable[[Acting, Any, Mistake], None]]:
    for find, take in kinds:
        row = find(session, ref)
        if row is not None:
            return row, take
    raise CommandError("NOTHING_TO_TAKE_BACK", ref=ref)
