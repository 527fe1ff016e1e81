"""Bring a backup back: every byte is read before anything is touched, and all of it comes at once."""

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, inspect, make_url, select, text
from sqlalchemy.exc import DBAPIError

from api.services.acting import Acting
from api.services.backups.backup_files import DATA, KEYS, Head, head_of, read_manifest, read_through
from api.services.backups.put_right import KeptKeys, PutRight, put_right
from api.services.not_possible import NotPossible
from models.database_copy import Manifest, postgres_manifest, restore_postgres, sqlite_manifest
from models.engine import empty_log, make_engine, make_session
from models.erasure import Erasure, ErasureReason
from models.migrate import current, head, upgrade
from models.principal import Principal
from models.sealed_file import BackupBroken, read_sealed
from models.vault import Vault

ASIDE = "aixin_before_restore"  # the schema of what was there, until the backup stands
HOLDING = ("students", "companies", "accounts", "audit_events")
"""Tables of which a database in use has rows."""


@dataclass(frozen=True, slots=True)
class Restored:
    """Of which moment the database is now, how many rows it has, and what has been let go of since."""

    made_at: datetime
    rows: int
    right: PutRight


@dataclass(frozen=True, slots=True)
class Source:
    """A backup, the newest data keys, and what opens both."""

    backup: Path
    keys: Path
    private: bytes


def restore_backup(
    url: str, vault: Vault, source: Source, *, now: datetime, who: Principal, over: bool = False
) -> Restored:
    """Restore a backup into the database of `url`; `over` says that what is there may go.

    Raises BackupUnknown, OtherBackupKey, BackupBroken; NotPossible NO_KEYS_FILE, KEYS_OLDER,
    BACKUP_OTHER_DATABASE, RESTORE_OVER, DATABASE_IN_USE; WrongKey, ToolMissing and ToolFailed.
    """
    made = _head(source.backup, DATA)
    engine = make_engine(url)
    try:
        if made.database != engine.dialect.name:
            raise NotPossible("BACKUP_OTHER_DATABASE", database=made.database)
        if not over and _is_in_use(engine):
            raise NotPossible("RESTORE_OVER")
        if _head(source.keys, KEYS).made_at < made.made_at:
            raise NotPossible("KEYS_OLDER")
        read_through(source.backup, source.private)
        kept = _read_keys(source)
        kept = KeptKeys(kept.keys, [*kept.erased, *_erased_here(engine, kept)])
    finally:
        engine.dispose()
    restoring = _into_sqlite if made.database == "sqlite" else _into_postgres
    with restoring(url, source) as (fresh, manifest):
        upgrade(fresh)
        with make_session(fresh, vault) as session:
            acting = Acting(session, who, now)
            right = put_right(acting, kept)
            details = {"made_at": made.made_at.isoformat(), "erased": len(right.erased)}
            acting.record("backup.restored", ("backup", made.ref), details=details)
            session.commit()
        empty_log(fresh)
    return Restored(made.made_at, sum(count for count, _ in manifest.values()), right)


def _head(file: Path, what: str) -> Head:
    if not file.is_file():
        raise NotPossible("NO_KEYS_FILE" if what == KEYS else "FILE_MISSING", file=str(file))
    found = head_of(file)
    if found.what != what:
        raise NotPossible("BACKUP_OTHER_FILE", file=str(file))
    return found


def _read_keys(source: Source) -> KeptKeys:
    with source.keys.open("rb") as opened:
        told = json.loads(b"".join(read_sealed(opened, source.private)))
    return KeptKeys(
        keys=[
            {"owner": owner, "wrapped_key": bytes.fromhex(key), "key_id": key_id}
            for owner, key, key_id in told["keys"]
        ],
        erased=[
            {
                "student": student,
                "reason": ErasureReason(reason),
                "at": datetime.fromisoformat(at),
                "actor": actor,
            }
            for student, reason, at, actor in told["erased"]
        ],
    )


def _is_in_use(engine: Engine) -> bool:
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():
        return False
    tables = set(inspect(engine).get_table_names())
    with engine.connect() as connection:
        return any(
            connection.execute(text(f"SELECT 1 FROM {table} LIMIT 1")).first()  # noqa: S608 - our own tables
            for table in HOLDING
            if table in tables
        )


def _erased_here(engine: Engine, kept: KeptKeys) -> Iterator[dict[str, object]]:
    """Who was erased in the database that is there, after the last backup."""
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():
        return
    known = {row["student"] for row in kept.erased}
    if current(engine) != head():
        return
    with make_session(engine, None, read_only=True) as session:
        for row in session.scalars(select(Erasure).order_by(Erasure.at, Erasure.student)):
            if row.student not in known:
                yield {"student": row.student, "reason": row.reason, "at": row.at, "actor": row.actor}


@contextmanager
def _into_sqlite(url: str, source: Source) -> Iterator[tuple[Engine, Manifest]]:
    """A database beside the one that is there, which takes its place once the block is done."""
    file = Path(make_url(url).database or "")
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".restore-") as scratch:
        fresh = Path(scratch) / file.name
        with source.backup.open("rb") as opened, fresh.open("wb") as out:
            manifest, content = read_manifest(read_sealed(opened, source.private))
            for piece in content:
                out.write(piece)
        fresh.chmod(0o600)
        if sqlite_manifest(fresh) != manifest:
            raise BackupBroken
        engine = make_engine(f"sqlite:///{fresh}")
        try:
            yield engine, manifest
        finally:
            engine.dispose()
        _close(fresh)
        if file.exists():
            _close(file)
        os.replace(fresh, file)


def _close(file: Path) -> None:
    """Bring a SQLite database to one file; raises NotPossible DATABASE_IN_USE where somebody has it open."""
    try:
        with closing(sqlite3.connect(file, timeout=1)) as connection:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise NotPossible("DATABASE_IN_USE") from error
    if mode != "delete":
        raise NotPossible("DATABASE_IN_USE")


@contextmanager
def _into_postgres(url: str, source: Source) -> Iterator[tuple[Engine, Manifest]]:
    """The database, emptied for the backup; what was there comes back unless the block is done."""
    engine = make_engine(url)
    try:
        _run(engine, f"ALTER SCHEMA public RENAME TO {ASIDE}", "CREATE SCHEMA public")
        try:
            with source.backup.open("rb") as opened:
                manifest, content = read_manifest(read_sealed(opened, source.private))
                restore_postgres(engine.url, content)
            with engine.begin() as connection:
                if postgres_manifest(connection) != manifest:
                    raise BackupBroken
            yield engine, manifest
        except BaseException:
            _run(engine, "DROP SCHEMA public CASCADE", f"ALTER SCHEMA {ASIDE} RENAME TO public")
            raise
        _run(engine, f"DROP SCHEMA {ASIDE} CASCADE")
    finally:
        engine.dispose()


def _run(engine: Engine, *statements: str) -> None:
    """Change schemas, all or none; raises NotPossible DATABASE_IN_USE where others do not let go of them."""
    try:
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '10s'"))
            for statement in statements:
                connection.execute(text(statement))
    except DBAPIError as error:
        raise NotPossible("DATABASE_IN_USE") from error
