"""The instance that a command works on: its settings, its database, its keys."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from api.settings import Settings, load_settings
from models.engine import make_engine, make_session
from models.migrate import current, head
from models.vault import Keys, Vault
from scripts.terminal import CommandError


def open_vault(settings: Settings) -> Vault:
    """The keys at work."""
    return Vault(Keys(master=settings.master_key, blind_index=settings.blind_index_key))


@contextmanager
def open_engine(settings: Settings) -> Iterator[Engine]:
    """The database, whatever its shape; one that cannot be reached is refused in words."""
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = make_engine(settings.database_url)
    try:
        yield engine
    except OperationalError as error:
        raise CommandError("DATABASE_UNREACHABLE") from error
    finally:
        engine.dispose()


@contextmanager
def open_session(*, read_only: bool = True) -> Iterator[Session]:
    """A session on the instance's database, once it is known to have the shape that this version expects."""
    settings = load_settings()
    with open_engine(settings) as engine:
        if current(engine) != head():
            raise CommandError("DATABASE_BEHIND", current=current(engine))
        with make_session(engine, open_vault(settings), read_only=read_only) as session:
            yield session


def operator() -> str:
    """Who acts, as the audit will say."""
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError):  # a user without a name, as in some containers
        return f"cli:{os.getuid()}"
