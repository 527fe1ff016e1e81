"""The instance that a command works on: its settings, its database, its keys."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, DatabaseError, DataError, IntegrityError
from sqlalchemy.orm import Session

from api.clock import now
from api.services.acting import Acting
from api.services.matching.market import Market
from api.settings import Settings, instance_path, load_policy, load_settings, market_path
from matcher.policy import Policy
from models.engine import make_engine, make_session
from models.migrate import current, head
from models.principal import Principal, Role
from models.queries.keys import check_keys
from models.vault import Vault
from scripts.terminal import CommandError
from scripts.waiting import tell_of_waits


def open_vault(settings: Settings) -> Vault:
    """The keys at work."""
    return Vault(settings.keys)


@contextmanager
def open_engine(settings: Settings) -> Iterator[Engine]:
    """The database, whatever its shape; one that cannot be reached is refused in words."""
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        engine = make_engine(settings.database_url)
    except (ArgumentError, ValueError) as error:  # an address that is none
        raise CommandError("DATABASE_UNREACHABLE") from error
    tell_of_waits(engine)
    try:
        yield engine
    except (DataError, IntegrityError):  # our own mistakes, not the database's
        raise
    except DatabaseError as error:
        busy = "database is locked" in str(error.orig)
        raise CommandError("DATABASE_BUSY" if busy else "DATABASE_UNREACHABLE") from error
    finally:
        engine.dispose()


@contextmanager
def open_database(settings: Settings) -> Iterator[tuple[Engine, Vault]]:
    """The instance's database and its keys, once shape and keys are known to be those that are expected."""
    vault = open_vault(settings)
    with open_engine(settings) as engine:
        check_shape(engine)
        with make_session(engine, vault, read_only=True) as session:
            check_keys(session)
        yield engine, vault


@contextmanager
def open_session() -> Iterator[Session]:
    """A session that only reads the instance's database."""
    with (
        open_database(load_settings()) as (engine, vault),
        make_session(engine, vault, read_only=True) as session,
    ):
        yield session


@contextmanager
def writing_session() -> Iterator[Session]:
    """A session that changes the instance's database; committed when the block is done, else undone."""
    with open_database(load_settings()) as (engine, vault), make_session(engine, vault) as session:
        yield session
        session.commit()


def open_market(policy: Policy | None = None) -> Market:
    """The openings of the instance, under its policy or another."""
    return Market(market_path(instance_path()), policy or load_policy())


def check_shape(engine: Engine) -> None:
    """Refuse a database that is not at the revision of this version."""
    found = current(engine)
    if found != head():
        raise CommandError("DATABASE_BEHIND", current=found)


def operator() -> str:
    """Who acts, as the audit will say."""
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError):  # a user without a name, as in some containers
        return f"cli:{os.getuid()}"


def operator_principal() -> Principal:
    """Who acts, as services need to know."""
    return Principal(Role.OPERATOR, operator())


def operator_acting(session: Session) -> Acting:
    """The operator, to act now in this session."""
    return Acting(session, operator_principal(), now())
