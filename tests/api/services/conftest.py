"""The desk where registries are imported."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.vault import Vault
from tests.api.services.registry_desk import Desk


@pytest.fixture
def desk(engine: Engine, vault: Vault, tmp_path: Path) -> Desk:
    return Desk(engine, vault, tmp_path)
