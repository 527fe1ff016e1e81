"""`aixin db`: make the database, bring it up to date, check it."""

import click

from api.i18n import marked, say
from api.settings import load_settings, remember_profile
from models.grants import grants
from models.migrate import current, head
from models.migrate import upgrade as migrate
from scripts.instance import check_shape, open_engine
from scripts.terminal import Terminal, command


@click.group("db", help="Make the database, bring it up to date, check it. · 数据库")
def db() -> None:
    """Hold the commands of the database."""


@command("upgrade", "Bring the database to the shape that this version expects. · 升级数据库")
def upgrade(terminal: Terminal) -> None:
    """Run the migrations that are missing; a new database gets them all."""
    settings = load_settings()
    with open_engine(settings) as engine:
        before = current(engine)
        migrate(engine)
    remember_profile(settings.instance, settings.profile)
    document = {"before": before, "current": head(), "profile": settings.profile}
    line = say(marked("The database is ready (%(head)s)"), head=head())
    terminal.answer(document, lambda console: console.print(line, markup=False))


@command("check", "Whether the database has the shape that this version expects. · 检查数据库")
def check(terminal: Terminal) -> None:
    """Compare the database with this version; a database that is behind is a failure."""
    with open_engine(load_settings()) as engine:
        check_shape(engine)
    line = say(marked("The database is ready (%(head)s)"), head=head())
    terminal.answer({"current": head(), "head": head()}, lambda console: console.print(line, markup=False))


@command("grants", "What to grant the application's role in PostgreSQL. · 数据库权限")
@click.option("--role", required=True, help="The role that the application logs in with. 角色名")
def grants_(terminal: Terminal, role: str) -> None:
    """Print the statements for the owner of the tables to run."""
    statements = list(grants(role))
    text = "".join(f"{statement};\n" for statement in statements)
    terminal.answer({"role": role, "statements": statements}, lambda _: click.echo(text, nl=False))


for each in (upgrade, check, grants_):
    db.add_command(each)
