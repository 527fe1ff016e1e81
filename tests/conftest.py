"""What every test may use."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.services.matching.market import Market
from matcher.policy import STANDARD
from models import database_copy
from models.engine import make_engine, make_session
from models.vault import Keys, Vault
from scripts.bench.peers.postgres_server import postgres_server, wheel_install
from tests.canaries import SAMPLES, search_files, search_plainly
from tests.databases import PostgresDatabases, SqliteDatabases

FULL_FIGURES = bool(os.environ.get("AIXIN_FULL_FIGURES"))  # make test-long

settings.register_profile("short", deadline=None, max_examples=40)
settings.register_profile("full", deadline=None, max_examples=2000)
settings.load_profile("full" if FULL_FIGURES else "short")

pytest_plugins = ("tests.figures", "tests.in_turn", "tests.left_behind", "tests.quick", "tests.together")

KEYS = Keys(master=b"m" * 32, blind_index=b"b" * 32, pepper=b"p" * 32)

Databases = SqliteDatabases | PostgresDatabases


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real postings and labelled data; without it the test is skipped."""
    folder = os.environ.get("AIXIN_SHARED_DATA")
    if not folder:
        pytest.skip("set AIXIN_SHARED_DATA to the folder of the shared data to run this test")
    return Path(folder)


@pytest.fixture
def market(tmp_path: Path) -> Market:
    """The openings on offer under the standard policy."""
    return Market(tmp_path / "market", STANDARD)


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    """SQLite databases, made as tests ask for them."""
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[PostgresDatabases]:
    """PostgreSQL databases on one server for all tests of this process, made as tests ask for them."""
    if not any(database_copy.INSTALLED.glob("*/bin/pg_dump")) and shutil.which("pg_dump") is None:
        os.environ["PATH"] += f"{os.pathsep}{wheel_install() / 'bin'}"  # for backups
    with postgres_server() as url:
        databases = PostgresDatabases(url)
        yield databases
        databases.close()
        assert search_files(*databases.files()) == []
        assert search_plainly(*databases.files(), words=SAMPLES) == []


@pytest.fixture(params=["sqlite", "postgres"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Either kind: a test that asks for this, or for what is built on it, runs once on each.

    Cases of a test at a door take turns (tests.in_turn).
    Where one is enough: `@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)`.
    """
    found: Databases = request.getfixturevalue(f"{request.param}_databases")
    return found


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """A fresh database at head, with no rows."""
    with databases.fresh() as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a fresh database."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def vault() -> Vault:
    """Keys for tests."""
    return Vault(KEYS)


@pytest.fixture
def session(engine: Engine, vault: Vault) -> Iterator[Session]:
    """A session that may write, on a fresh database."""
    with make_session(engine, vault) as session:
        yield session
