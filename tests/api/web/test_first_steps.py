"""A new desk says what to do first."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.settings import load_settings
from models.engine import make_engine
from models.migrate import upgrade
from tests.api.web.conftest import Desk


@pytest.fixture
def empty(tmp_path: Path) -> FlaskClient:
    """The desk of a registry in which nobody is."""
    settings = load_settings({"AIXIN_INSTANCE": str(tmp_path), "AIXIN_PROFILE": "demo"})
    engine = make_engine(settings.database_url)
    upgrade(engine)
    engine.dispose()
    return create_app(settings).test_client()


def test_a_morning_with_nobody_in_the_registry_tells_the_first_steps(empty: FlaskClient) -> None:
    page = empty.get("/?lang=en").text
    for sentence in ("Nobody is registered yet", "No opening is there yet", "No school term is on record"):
        assert sentence in page
    assert 'href="/imports"' in page


def test_a_list_says_what_it_needs_before_anything_can_wait_there(empty: FlaskClient) -> None:
    assert "Nobody is registered yet" in empty.get("/work/fee-gaps?lang=en").text
    assert "Nobody is registered yet" in empty.get("/work/starts?lang=en").text


def test_a_registry_without_terms_says_so_where_fees_are_looked_for(desk: Desk) -> None:
    assert "No school term is on record" in desk.client.get("/work/fee-gaps?lang=en").text
    assert "What to do first" in desk.client.get("/?lang=en").text
    assert "Nothing waits here" in desk.client.get("/work/starts?lang=en").text
