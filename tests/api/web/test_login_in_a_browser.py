"""The first log-in in a real browser, without scripts: nothing is blocked, cookies are kept."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pyotp
import pytest
from playwright.sync_api import Browser
from sqlalchemy import Engine
from werkzeug.serving import make_server

from api.app import create_app
from api.services.access.accounts import create_account
from api.services.acting import Acting
from api.settings import Settings
from models.engine import make_session
from models.principal import Principal, Role
from models.vault import Vault
from tests.api.web.test_in_a_browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]

OWN = "a long sentence of seven words 7"


@pytest.fixture
def site(production: Settings) -> Iterator[str]:
    """A production instance on a port of its own."""
    server = make_server("127.0.0.1", 0, create_app(production), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def test_somebody_new_logs_in_and_sets_the_account_up(
    browser: Browser, site: str, production: Settings, engine: Engine
) -> None:
    with make_session(engine, Vault(production.keys)) as session:
        account, password = create_account(
            Acting(session, Principal.operator("test"), datetime.now(UTC)), "wang", Role.LEADER
        )
        session.commit()
        secret = account.totp_secret
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{site}/?lang=en")
    page.get_by_label("Name to log in with").fill("wang")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    drawn = page.locator(".qr svg").bounding_box()
    assert drawn is not None
    assert drawn["width"] > 100
    page.get_by_label("Six digits").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Set up").click()
    page.get_by_label("Present password").fill(password)
    page.get_by_label("New password (").fill(OWN)
    page.get_by_label("New password again").fill(OWN)
    page.get_by_role("button", name="Change the password").click()
    page.goto(f"{site}/")
    assert "Yearly report" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Log out").click()
    assert page.url == f"{site}/login"
    assert complaints == []
    context.close()
