"""`aixin merge`: two records of one student become one."""

from collections.abc import Sequence

import click
from sqlalchemy.orm import Session

from api.i18n import marked, say
from api.presenters.merging import comparison_document
from api.schemas.merges import Side
from api.services.merging.compare_records import find_differences, find_obstacles
from api.services.merging.merge_students import merge_students
from api.services.not_possible import NotPossible
from api.settings import load_settings
from matcher.errors import UnknownSubject
from models.audit import Act
from models.engine import empty_log, make_session
from models.queries import students
from models.student import Student
from scripts.instance import open_database, operator_acting
from scripts.looking import Look, keep_acts
from scripts.subjects import refuse_merged
from scripts.terminal import CommandError, Document, Terminal, command

UNDECIDED = "RECORDS_DIFFER"


def _choice(context: click.Context, option: click.Parameter, values: Sequence[str]) -> dict[str, Side]:
    """FIELD=keep and FIELD=drop, by field."""
    told = {}
    for value in values:
        field, _, side = value.rpartition("=")
        if not field or side not in list(Side):
            raise click.BadParameter("FIELD=keep | FIELD=drop", context, option)
        told[field] = Side(side)
    return told


@command("merge", "Two records of one student become one. · 合并学生")
@click.option("--keep", required=True, metavar="REF", help="The record that stays. 保留")
@click.option("--drop", required=True, metavar="REF", help="The one that goes; its history moves over. 并入")
@click.option(
    "--take",
    multiple=True,
    callback=_choice,
    metavar="FIELD=keep|drop",
    help="Whose word holds where the two differ. 不一致时以哪份为准",
)
def merge(terminal: Terminal, *, keep: str, drop: str, take: dict[str, Side]) -> None:
    """Merge one record into the other; where they contradict each other, say whose word holds."""
    with open_database(load_settings()) as (engine, vault):
        with make_session(engine, vault) as session:
            kept, dropped = _find(session, keep), _find(session, drop)
            try:
                taken = merge_students(operator_acting(session), kept, dropped, take)
            except NotPossible as refused:
                session.rollback()
                if refused.code != UNDECIDED:
                    raise
                look = Look(session, [])
                undecided = _compare(look, kept, dropped, take)
                session.rollback()
                keep_acts(engine, vault, look.acts)
                raise CommandError("MERGE_CHOICES", candidates=undecided) from refused
            document: Document = {"kept": kept.ref, "dropped": dropped.ref, "taken": taken}
            session.commit()
        empty_log(engine)
    line = say(marked("%(dropped)s is merged into %(kept)s"), **document)
    terminal.answer(document, lambda console: console.print(line, markup=False, soft_wrap=True))


def _find(session: Session, ref: str) -> Student:
    found = students.get(session, ref)
    if found is None:
        refuse_merged(session, ref)
        raise UnknownSubject(kind="student", ref=ref)
    return found


def _compare(look: Look, keep: Student, drop: Student, take: dict[str, Side]) -> list[str]:
    """What is not decided, a line each; that it was looked at is kept."""
    differences = find_differences(look.session, keep, drop)
    told = [each.field for each in differences]
    look.audit(Act("students.compared", ("student", keep.ref), told, {"with": drop.ref}))
    document = comparison_document(keep.ref, drop.ref, differences, find_obstacles(look.session, keep, drop))
    line = marked("%(field)s (%(label)s): keep %(kept)s | drop %(dropped)s")
    return [say(line, **each) for each in document["differences"] if each["field"] not in take]
