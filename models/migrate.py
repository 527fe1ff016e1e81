"""Bring a database to the shape that this version of the program expects, or back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, text

from models.engine import READ_ONLY
from models.migrations import HEAD

_LOCK = 0x61_69_78_69_6E  # "aixin": held on PostgreSQL while a process migrates


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Go forward to `revision`; when several processes start at once, one does it and the others wait."""
    with _migration(engine) as config:
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to `revision`; `base` empties the database."""
    with _migration(engine) as config:
        command.downgrade(config, revision)


def current(engine: Engine) -> str | None:
    """The revision of the database; None when it was never set up."""
    with engine.execution_options(**{READ_ONLY: True}).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The revision that this version of the program expects."""
    return HEAD


def configuration(**attributes: Any) -> Config:
    """Alembic's configuration, without a file, so that it works from an installed package too."""
    config = Config(attributes=attributes)
    config.set_main_option("script_location", "models:migrations")
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def _migration(engine: Engine) -> Iterator[Config]:
    """One transaction around all the steps: a failing one leaves the database as it was."""
    with engine.connect() as connection, _foreign_keys_off(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield configuration(connection=connection)
        if (
            connection.dialect.name == "sqlite"
            and connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        ):
            raise RuntimeError("a migration left rows that point to nothing")


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying and dropping it, which must not reach the rows that refer to it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection  # not through the connection: it would begin
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")
