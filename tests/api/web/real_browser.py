"""What stories in a real browser are told with: an app on a port, words in a language, and who logs in."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pyotp
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, select
from werkzeug.serving import make_server

from api.clock import now
from api.i18n import say, speaking
from api.services.access.accounts import create_account
from api.services.acting import Acting
from api.settings import Settings
from models.company import Company
from models.engine import make_session
from models.principal import Principal, Role
from models.vault import Vault

OWN = "a long sentence of seven words 7"

Words = Callable[..., str]

expect.set_options(timeout=30_000)  # ms: other tests may keep the machine busy


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The app on a port of its own; yields its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def words_in(language: str) -> Words:
    """Says in a language what the pages say in it, by the English sentence."""

    def words(message: str, **params: object) -> str:
        with speaking(language):
            return say(message, **params)

    return words


class Staff(NamedTuple):
    """An account as whoever owns it knows it: the password is the one that was handed over."""

    login: str
    password: str
    secret: str

    def enter(self, page: Page, words: Words, password: str = OWN) -> None:
        """Give name and password on the page to log in."""
        page.get_by_label(words("Name to log in with")).fill(self.login)
        page.get_by_label(words("Password")).fill(password)
        page.get_by_role("button", name=words("Log in")).click()

    def log_in(self, page: Page, words: Words) -> None:
        """Log in with one's own password and the code of the moment."""
        self.enter(page, words)
        page.get_by_label(words("The six digits that your authenticator shows now")).fill(self.code())
        page.get_by_role("button", name=words("Go on")).click()
        expect(page.get_by_role("button", name=words("Log out"))).to_be_visible()

    def begin(self, page: Page, words: Words) -> None:
        """The first day: the password handed over, the second factor, a password of one's own."""
        self.enter(page, words, self.password)
        page.get_by_label(words("Six digits")).fill(self.code())
        page.get_by_role("button", name=words("Set up")).click()
        self.choose_password(page, words)

    def choose_password(self, page: Page, words: Words) -> None:
        """A password of one's own in place of the one that was handed over."""
        page.get_by_label(words("Present password")).fill(self.password)
        page.locator("#new").fill(OWN)
        page.get_by_label(words("New password again")).fill(OWN)
        page.get_by_role("button", name=words("Change the password")).click()
        expect(page.locator("#told")).to_contain_text(words("All set."))

    def code(self) -> str:
        """The six digits of this half minute."""
        return pyotp.TOTP(self.secret).now()


def hand_over(
    settings: Settings,
    engine: Engine,
    login: str,
    role: Role,
    *,
    area: str | None = None,
    company: str | None = None,
) -> Staff:
    """Make an account, as the administrator does, for somebody who was never here; a company by its name."""
    with make_session(engine, Vault(settings.keys)) as session:
        owner = session.scalars(select(Company).where(Company.name == company)).one_or_none()
        account, password = create_account(
            Acting(session, Principal.operator("test"), now()), login, role, area=area, company=owner
        )
        session.commit()
        return Staff(login, password, account.totp_secret)
