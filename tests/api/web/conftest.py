"""An app on a small district of its own, and a browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, sync_playwright

from api.app import create_app
from api.settings import Settings, load_settings
from models.engine import make_engine
from models.migrate import upgrade
from models.vault import Vault
from tests.api.web.invented import Invented, invent
from tests.api.web.placement_desk import PlacementDesk, open_desk
from tests.api.web.placement_desk import fill as fill_placement_desk
from tests.small_district import fill


class Desk(NamedTuple):
    """A demo's settings, its test client, and the references of its rows by name and title."""

    settings: Settings
    client: FlaskClient
    refs: dict[str, str]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A demo instance with a small district."""
    folder = tmp_path_factory.mktemp("desk")
    settings = load_settings({"AIXIN_INSTANCE": str(folder), "AIXIN_PROFILE": "demo"})
    engine = make_engine(settings.database_url)
    upgrade(engine)
    refs = fill(engine, Vault(settings.keys))
    engine.dispose()
    return Desk(settings, create_app(settings).test_client(), refs)


@pytest.fixture(scope="session")
def placement_registry(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A registry to copy, and its references."""
    folder = tmp_path_factory.mktemp("placement")
    return folder, fill_placement_desk(folder)


@pytest.fixture
def placing(placement_registry: tuple[Path, dict[str, str]], tmp_path: Path) -> PlacementDesk:
    """A desk of one's own on which students are proposed, sent and hired."""
    folder, refs = placement_registry
    shutil.copytree(folder, tmp_path / "placing")
    return open_desk(tmp_path / "placing", refs)


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Invented:
    """A small invented district with a past; costly, so its tests share the xdist group "invented"."""
    return invent(tmp_path_factory.mktemp("invented"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        message = "no Chromium: apt-get install chromium"
        if os.environ.get("AIXIN_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
