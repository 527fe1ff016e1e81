"""Copies of a whole database while others work in it, without the data keys, which are kept apart."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, text

from models.data_key import DataKey
from models.errors import ModelsError

KEYS = DataKey.__tablename__
INSTALLED = Path("/usr/lib/postgresql")  # Debian keeps each version in a folder of its own
READ = 1 << 20  # bytes at a time

Manifest = Mapping[str, tuple[int, str]]
"""Of each table how many rows it has and a digest over all of them."""


class ToolMissing(ModelsError):
    """PostgreSQL's own programs are not on this machine."""

    code = "TOOL_MISSING"


class ToolFailed(ModelsError):
    """PostgreSQL's own program could not do it."""

    code = "TOOL_FAILED"


@dataclass(frozen=True, slots=True)
class Copy:
    """A database as it was at one moment: what stands in it, and its bytes."""

    manifest: Manifest
    content: Iterator[bytes]


@contextmanager
def copied(engine: Engine, folder: Path) -> Iterator[Copy]:
    """A copy of a database of one moment; on SQLite it lies in `folder` as long as the block lasts.

    Raises ToolMissing and ToolFailed.
    """
    if engine.dialect.name == "postgresql":
        with _dumped(engine) as copy:
            yield copy
        return
    with tempfile.TemporaryDirectory(dir=folder, prefix=".copy-") as scratch:
        file = Path(scratch) / "copy.sqlite"
        _copy_sqlite(engine, file)
        with file.open("rb") as opened:
            yield Copy(sqlite_manifest(file), iter(lambda: opened.read(READ), b""))


def sqlite_manifest(file: Path) -> Manifest:
    """What stands in a SQLite file."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return {
            name: _digest(connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid'))  # noqa: S608 - a name of its own
            for (name,) in connection.execute(names).fetchall()
        }


def postgres_manifest(connection: Connection) -> Manifest:
    """What stands in a PostgreSQL database, as the connection's transaction sees it."""
    connection.execute(text("SET LOCAL TimeZone = 'UTC'"))
    connection.execute(text("SET LOCAL DateStyle = 'ISO'"))
    names = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    count = "SELECT count(*), coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') FROM"
    return {
        name: tuple(connection.execute(text(f'{count} "{name}" AS t')).one())
        for name in connection.scalars(names).all()
        if name != KEYS
    }


def restore_postgres(url: URL, content: Iterable[bytes]) -> None:
    """Put a dump in the place of all that stands in the database, or nothing of it.

    Raises ToolMissing and ToolFailed.
    """
    options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction")
    with _running("pg_restore", url, *options, writes=True) as process:
        assert process.stdin is not None
        try:
            for part in content:
                process.stdin.write(part)
            process.stdin.close()
        except BrokenPipeError:
            pass  # what it has to say follows


def _copy_sqlite(engine: Engine, file: Path) -> None:
    """SQLite's own copy, with nothing of the data keys left in its pages."""
    source = engine.raw_connection()
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as copy:
            driver: Any = source.driver_connection
            driver.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute("PRAGMA secure_delete = ON")
            copy.execute(f"DELETE FROM {KEYS}")  # noqa: S608 - our own table
            copy.execute("VACUUM")
    finally:
        source.close()


def _digest(rows: Iterable[tuple[Any, ...]]) -> tuple[int, str]:
    count, digest = 0, hashlib.sha256()
    for row in rows:
        count += 1
        digest.update(repr(row).encode())
    return count, digest.hexdigest()


@contextmanager
def _dumped(engine: Engine) -> Iterator[Copy]:
    """pg_dump of the very moment that the manifest is of."""
    reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with reading.connect() as connection:
        moment = connection.scalar(text("SELECT pg_export_snapshot()"))
        manifest = postgres_manifest(connection)
        options = ("--format=custom", f"--snapshot={moment}", f"--exclude-table-data={KEYS}", "--no-owner")
        with _running("pg_dump", engine.url, *options, "--no-privileges", writes=False) as process:
            output = process.stdout
            assert output is not None
            yield Copy(manifest, iter(lambda: output.read(READ), b""))


@contextmanager
def _running(tool: str, url: URL, *options: str, writes: bool) -> Iterator[subprocess.Popen[bytes]]:
    """One of PostgreSQL's programs at work on a database; its password is in no list of processes."""
    address = url.set(drivername="postgresql", password=None).render_as_string()
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(  # noqa: S603 - a program of the machine, told nothing that a stranger wrote
            [_program(tool), f"--dbname={address}", *options],
            stdin=subprocess.PIPE if writes else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if writes else subprocess.PIPE,
            stderr=complaints,
            env=environment,
        )
        try:
            yield process
            status = process.wait()
        except BaseException:
            process.kill()
            process.wait()
            raise
        if status:
            complaints.seek(0)
            first = complaints.readline().decode(errors="replace").strip()  # the next ones may quote rows
            raise ToolFailed(tool=tool, words=first)


def _program(tool: str) -> str:
    """The newest one that is installed: an older one than the server refuses to work."""
    versions = sorted(INSTALLED.glob(f"*/bin/{tool}"), key=lambda file: int(file.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(tool)
    if found is None:
        raise ToolMissing(tool=tool)
    return found
