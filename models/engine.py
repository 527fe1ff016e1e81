"""Engines and sessions, with the settings that keep the data safe on either database."""

import json
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session

from models.sealing import VAULT
from models.vault import Vault

READ_ONLY = "aixin_read_only"

_SQLITE_SETTINGS = (
    "PRAGMA busy_timeout = 30000",  # first: the next one may have to wait
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)


def make_engine(url: str) -> Engine:
    """An engine for `sqlite:///file` or `postgresql+psycopg://…`; values never show in its errors."""
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=not url.startswith("sqlite"),
        json_serializer=json.JSONEncoder(ensure_ascii=False).encode,
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def make_session(engine: Engine, vault: Vault | None, *, read_only: bool = False) -> Session:
    """A session whose rows can seal and open their fields with `vault`.

    A read-only session sees one state of the data throughout, never waits for a writer, and cannot write;
    the others take their turn from their first statement on, so that none fails half-way.
    """
    if read_only:
        options: dict[str, Any] = {READ_ONLY: True}
        if engine.dialect.name == "postgresql":
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        engine = engine.execution_options(**options)
    return Session(engine, info={VAULT: vault})


def sees_one_state(session: Session) -> bool:
    """Whether all that a session reads is of one moment, however many statements it takes."""
    engine = session.get_bind()
    return engine.dialect.name == "sqlite" or bool(engine.get_execution_options().get(READ_ONLY))


def empty_log(engine: Engine) -> bool:
    """Let SQLite's log hold nothing that was overwritten since; False while somebody reads it.

    In the file itself what is overwritten is overwritten with zeros. PostgreSQL keeps what was until its
    operator vacuums and the log is recycled.
    """
    if engine.dialect.name != "sqlite":
        return False
    connection = engine.raw_connection()
    try:
        busy: int = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.close()
    return not busy


def _set_up_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = (
        None  # transactions begin where _begin_sqlite says, not where the driver guesses
    )
    for setting in _SQLITE_SETTINGS:
        connection.execute(setting).close()


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql(f"PRAGMA query_only = {int(read_only)}")
    # A deferred transaction that turns into a writer fails at once when another one wrote meanwhile.
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
