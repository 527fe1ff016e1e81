"""What keeps an instance from its work."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.services.readiness import Obstacle, find_obstacle
from models.engine import make_engine
from models.migrate import downgrade
from models.vault import Keys, Vault
from tests.databases import SqliteDatabases
from tests.small_district import fill


def test_nothing_is_in_the_way(engine: Engine, vault: Vault, tmp_path: Path) -> None:
    fill(engine, vault)
    assert find_obstacle(engine, vault, tmp_path, space_needed=0) is None


@pytest.mark.parametrize(("master", "blind_index"), [(b"x", b"b"), (b"m", b"x")])
def test_other_keys(engine: Engine, vault: Vault, tmp_path: Path, master: bytes, blind_index: bytes) -> None:
    fill(engine, vault)
    others = Vault(Keys(master=master * 32, blind_index=blind_index * 32, pepper=b"p" * 32))
    assert find_obstacle(engine, others, tmp_path, space_needed=0) is Obstacle.KEYS_WRONG


def test_migrations_behind(engine: Engine, vault: Vault, tmp_path: Path) -> None:
    downgrade(engine, "0001")
    assert find_obstacle(engine, vault, tmp_path, space_needed=0) is Obstacle.DATABASE_BEHIND


def test_no_room_on_the_disk(engine: Engine, vault: Vault, tmp_path: Path) -> None:
    assert find_obstacle(engine, vault, tmp_path, space_needed=1 << 62) is Obstacle.DISK_FULL


def test_a_database_that_is_gone(vault: Vault, tmp_path: Path, sqlite_databases: SqliteDatabases) -> None:
    gone = make_engine(f"sqlite:///{tmp_path}/no/such/folder/aixin.sqlite")
    assert find_obstacle(gone, vault, tmp_path, space_needed=0) is Obstacle.DATABASE_UNREACHABLE
