"""The desk where registries are imported, and a district whose openings are on offer."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.services.matching import snapshots as service
from models.engine import make_session
from models.vault import Vault
from tests.api.services.matching.live_market import fill
from tests.api.services.registry_desk import Desk


@pytest.fixture
def desk(engine: Engine, vault: Vault, tmp_path: Path) -> Desk:
    return Desk(engine, vault, tmp_path)


@pytest.fixture
def district(engine: Engine, vault: Vault) -> Iterator[Session]:
    with make_session(engine, vault) as session:
        fill(session, Random(1), companies=4, openings=30)
        yield session


@pytest.fixture
def few_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small enough for small districts."""
    monkeypatch.setattr(service, "FEW", 8)
