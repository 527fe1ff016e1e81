"""`aixin erase`: take a student out for good; and once more after a backup was restored."""

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from sqlalchemy import select

from api.clock import written
from api.i18n import marked, say
from api.services.rights.erase_student import erase_again, erase_student
from api.settings import load_settings
from matcher.errors import UnknownSubject
from models.engine import empty_log, make_session
from models.erasure import Erasure, ErasureReason
from models.queries import students
from scripts.instance import open_database, open_session, operator_acting
from scripts.tables import table
from scripts.terminal import CommandError, Document, Terminal, clock_time, command


@command("erase", "Take a student out for good. · 删除学生资料")
@click.option("--student", metavar="REF", help="Whom. 学生编号")
@click.option("--reason", type=click.Choice([each.value for each in ErasureReason]), help="Why. 原因")
@click.option("--force", is_flag=True, help="Also somebody who is employed. 在岗也删除")
@click.option("--list", "list_", is_flag=True, help="References of all who were erased. 已删除清单")
@click.option("--again", type=click.Path(path_type=Path), help="After a restore: erase those of a list.")
def erase(
    terminal: Terminal,
    *,
    student: str | None,
    reason: str | None,
    force: bool,
    list_: bool,
    again: Path | None,
) -> None:
    """Erase one student, those of a list, or list who was erased."""
    if list_:
        _tell_list(terminal)
    elif again is not None:
        _erase_again(terminal, again)
    elif student is None:
        raise CommandError("ERASE_WHOM")
    elif reason is None:
        raise CommandError("REASON_NEEDED", accepted=[each.value for each in ErasureReason])
    else:
        _erase(terminal, student, ErasureReason(reason), force)


def _erase(terminal: Terminal, ref: str, reason: ErasureReason, force: bool) -> None:
    with open_database(load_settings()) as (engine, vault):
        with make_session(engine, vault) as session:
            found = students.get(session, ref)
            if found is None:
                raise UnknownSubject(kind="student", ref=ref)
            erase_student(operator_acting(session), found, reason, placed=force)
            session.commit()
            document: Document = {"erased": [found.ref]}
        _tell_what_is_left(terminal, engine)
    line = say(marked("%(ref)s is erased"), ref=document["erased"][0])
    terminal.answer(document, lambda console: console.print(line, markup=False, soft_wrap=True))


def _erase_again(terminal: Terminal, path: Path) -> None:
    refs = _read_list(path)
    with open_database(load_settings()) as (engine, vault):
        with make_session(engine, vault) as session:
            done = erase_again(operator_acting(session), refs)
            session.commit()
        _tell_what_is_left(terminal, engine)
    line = say(marked("%(number)s were erased again"), number=len(done))
    terminal.answer({"erased": done}, lambda console: console.print(line, markup=False))


def _tell_list(terminal: Terminal) -> None:
    with open_session() as session:
        rows = list(session.scalars(select(Erasure).order_by(Erasure.at, Erasure.student)))
        items = [{"student": row.student, "at": written(row.at), "reason": row.reason.value} for row in rows]
    terminal.answer({"items": items}, lambda console: _show_list(console, items))


def _show_list(console: Console, items: list[dict[str, str]]) -> None:
    headers = [say(header) for header in (marked("Reference"), marked("At"), marked("Reason"))]
    rows = [(item["student"], clock_time(item["at"]), item["reason"]) for item in items]
    console.print(table(headers, rows, whole=headers[0]))


def _read_list(path: Path) -> list[str]:
    """The references of a list that `aixin erase --list --json` printed."""
    try:
        told: Any = json.loads(path.read_text("utf-8"))
        return [str(item["student"]) for item in told["items"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError("ERASED_LIST_UNREADABLE", file=str(path)) from error


def _tell_what_is_left(terminal: Terminal, engine: Any) -> None:
    """Empty SQLite's log; where that cannot be done now, or not from here, say so."""
    if engine.dialect.name == "postgresql":
        sentence = marked(
            "Old versions of rows stay on PostgreSQL's disk until it has vacuumed and its log is recycled: "
            "see docs/rights.md"
        )
    elif empty_log(engine):
        return
    else:
        sentence = marked(
            "Somebody is reading the database: what was overwritten leaves its log with the next erasure or "
            "a restart"
        )
    terminal.note(say(sentence))
