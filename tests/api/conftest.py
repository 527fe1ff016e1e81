"""An instance whose pages are asked as whoever a test says."""

import base64
from hashlib import sha256
from pathlib import Path

import pytest

from api.keys import KEYS
from api.settings import Settings, load_settings


@pytest.fixture
def production(tmp_path: Path, database_url: str) -> Settings:
    """The settings of a production instance on a fresh database."""
    keys = {name: base64.b64encode(sha256(name.encode()).digest()).decode() for name in KEYS}
    return load_settings({**keys, "AIXIN_INSTANCE": str(tmp_path), "AIXIN_DATABASE_URL": database_url})
