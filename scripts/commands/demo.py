"""`aixin demo`: an invented district in a database of its own, and a shortlist to look at."""

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from sqlalchemy import Engine, exists, func, select
from sqlalchemy.orm import Session

from api.clock import now, today
from api.i18n import marked, say
from api.keys import demo_keys_path
from api.presenters.accounts import role_name
from api.presenters.shortlists import shortlist_document
from api.services.imports.import_registry import import_registry
from api.services.matching.list_seekers import list_seekers
from api.services.matching.make_shortlist import shortlist_for_student
from api.services.matching.market import Market
from api.services.name_subjects import opening_faces, student_faces
from api.settings import Profile, Settings, load_settings, remembered_profile
from models.company import Company
from models.engine import make_session
from models.migrate import downgrade, upgrade
from models.opening import Opening
from models.principal import Role
from models.queries.keys import check_keys
from models.student import Student
from scripts.commands.serve import PORT, Service, desk_line, serve_desk
from scripts.demo_log_ins import have_log_ins, log_ins_path
from scripts.district import District, generate_district, write_files
from scripts.history import act_out, invent_past
from scripts.instance import open_engine, open_vault, operator
from scripts.looking import audit_import
from scripts.tables import show_match, show_shortlist, table
from scripts.terminal import CommandError, Document, Terminal, command

DEFAULTS = {"students": 600, "companies": 1060, "openings": 3000, "seed": 2009}
SHOWN = 5  # items of the shortlist that is printed
COUNT = click.IntRange(min=1)


@command("demo", "An invented district in a database of its own, to try things on. · 演示区")
@click.option("--students", type=COUNT, help=f"How many (default {DEFAULTS['students']}).")
@click.option("--companies", type=COUNT, help=f"How many (default {DEFAULTS['companies']}).")
@click.option("--openings", type=COUNT, help=f"How many (default {DEFAULTS['openings']}).")
@click.option("--seed", type=int, help=f"Another seed, another district (default {DEFAULTS['seed']}).")
@click.option("--fresh", is_flag=True, help="Start over with a new district.")
@click.option("--serve", is_flag=True, help="Serve the desk afterwards.")
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="Where to serve."
)
def demo(terminal: Terminal, *, fresh: bool, serve: bool, port: int, **told: int | None) -> None:
    """Make the district unless it is there, and print an explained shortlist."""
    settings = demo_settings()
    wanted = {name: value for name, value in told.items() if value is not None}
    with open_engine(settings) as engine:
        made = prepare(terminal, settings, engine, wanted, fresh=fresh)
        log_ins = have_log_ins(settings, engine)
        with make_session(engine, open_vault(settings), read_only=True) as session:
            check_keys(session)
            document = {
                **read_note(settings),
                "made": made,
                "log_ins": log_ins,
                "shortlist": _first_shortlist(session, Market(settings.market, settings.policy)),
            }
    terminal.note(
        say(
            marked("This demo made its own keys and keeps them in %(file)s"),
            file=demo_keys_path(settings.instance),
        )
    )
    terminal.answer(document, lambda console: _show(console, document))
    if serve:
        serve_desk(settings, lambda url: terminal.note(desk_line(url)), Service(port=port, with_worker=True))


def demo_settings() -> Settings:
    """The settings of a demo; a folder that is a production instance's is refused."""
    told = os.environ.get("AIXIN_PROFILE", "").strip().lower() or Profile.DEMO
    instance = Path(os.environ.get("AIXIN_INSTANCE") or "instance")
    if Profile.PRODUCTION in (told, remembered_profile(instance)):
        raise CommandError("DEMO_ONLY")
    return load_settings({**os.environ, "AIXIN_PROFILE": told})


def prepare(
    terminal: Terminal, settings: Settings, engine: Engine, wanted: Mapping[str, int], *, fresh: bool
) -> bool:
    """Have a whole district in the database; True if it was made now, False if it was there already."""
    note = read_note(settings)
    upgrade(engine)
    if not note and not _is_empty(engine):
        raise CommandError("DATABASE_NOT_EMPTY")
    if note.get("complete") and not fresh:
        if any(note[name] != value for name, value in wanted.items()):
            raise CommandError("DISTRICT_DIFFERS")
        return False
    if note:
        with make_session(engine, open_vault(settings), read_only=True) as session:
            check_keys(session)  # the note is of this folder, the database may be another's
        log_ins_path(settings.instance).unlink(missing_ok=True)
        downgrade(engine, "base")
        upgrade(engine)
    size = {**DEFAULTS, **wanted}
    write_note(settings, {**size, "complete": False})
    _make_district(terminal, settings, engine, size)
    write_note(settings, {**size, "complete": True, "day": today().isoformat()})
    return True


def read_note(settings: Settings) -> Document:
    """What the instance remembers of its district; empty when it has none."""
    with suppress(FileNotFoundError):
        note: Document = json.loads(_note_path(settings).read_text("utf-8"))
        return note
    return {}


def write_note(settings: Settings, note: Mapping[str, Any]) -> None:
    """Remember the district, so that only a demo's own data is ever dropped."""
    _note_path(settings).write_text(json.dumps(note), "utf-8")


def _note_path(settings: Settings) -> Path:
    return settings.instance / "demo-district.json"


def _is_empty(engine: Engine) -> bool:
    with make_session(engine, None, read_only=True) as session:
        rows = (exists(select(table.id)) for table in (Student, Company, Opening))
        return not any(session.scalar(select(row)) for row in rows)


def _make_district(terminal: Terminal, settings: Settings, engine: Engine, size: Mapping[str, int]) -> None:
    """Send the district through the same import as everybody's files, and give it a past."""
    day = today()
    district = generate_district(**size, today=day)
    _import(terminal, settings, engine, district)
    with make_session(engine, None, read_only=True) as session:
        last = session.scalar(select(func.max(Student.id))) or 0
    _import(terminal, settings, engine, invent_past(district, seed=size["seed"], today=day))
    market = Market(settings.market, settings.policy)
    with make_session(engine, open_vault(settings)) as session, terminal.progress("history") as progress:
        alumni = session.scalars(select(Student).where(Student.id > last).order_by(Student.id)).all()
        students, seed = size["students"], size["seed"]
        act_out(session, market, alumni, students=students, seed=seed, now=now(), progress=progress)
        session.commit()


def _import(terminal: Terminal, settings: Settings, engine: Engine, district: District) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for kind, path in write_files(district, Path(folder)).items():
            with terminal.progress(path.stem) as progress:
                import_registry(
                    engine,
                    open_vault(settings),
                    kind,
                    path,
                    now=now(),
                    actor=operator(),
                    within=settings.district,
                    minimum_wages=settings.minimum_wages,
                    progress=progress,
                    in_the_same_transaction=audit_import,
                )


def _first_shortlist(session: Session, market: Market) -> Document | None:
    """The shortlist of the first seeker for whom enough is found; None when nobody seeks."""
    found = None
    for seeker in list_seekers(session).items:
        found = shortlist_for_student(session, market, seeker.ref, as_of=today(), k=SHOWN)
        if len(found.items) == SHOWN:
            break
    if found is None:
        return None
    faces = opening_faces(session, [match.opening for match in found.items])
    return shortlist_document(found, student_faces(session, [found.ref])[found.ref], faces)


def _show(console: Console, document: Document) -> None:
    shortlist = document["shortlist"]
    if shortlist is None:
        console.print(say(marked("Nobody is seeking work")))
    else:
        show_shortlist(console, shortlist)
        if shortlist["items"]:
            show_match(console, shortlist["items"][0])
    _show_log_ins(console, document["log_ins"])


def _show_log_ins(console: Console, log_ins: Document) -> None:
    """Names, passwords and keys: of this demo alone, and of invented people."""
    console.print(say(marked("The desk asks nobody; to be somebody else, log in at /login")), markup=False)
    headers = [say(marked("Log in as")), say(marked("Password")), say(marked("Role"))]
    rows = [(each["login"], each["password"], role_name(Role(each["role"]))) for each in log_ins["accounts"]]
    console.print(table(headers, rows))
    for each in log_ins["companies"]:
        line = say(marked("Key of %(company)s: %(key)s"), **each)
        console.print(line, markup=False, soft_wrap=True)
