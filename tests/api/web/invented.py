"""A small invented district with a past, served as a demo is: every page has something to show."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from api.app import create_app
from api.settings import Settings, load_settings
from models.principal import Role
from scripts.cli import aixin
from tests.api.web.crawler import Seen, crawl

SIZE = {"--students": 60, "--companies": 40, "--openings": 150}
FAST = {"AIXIN_REQUESTS_A_MINUTE": "6000"}  # a crawler reads faster than anybody


@dataclass(frozen=True)
class Invented:
    """A demo: its settings, and the passwords of its accounts by their names, which are roles."""

    settings: Settings
    passwords: dict[str, str]
    _seen: dict[Role, list[Seen]] = field(default_factory=dict)

    def app(self) -> Flask:
        """The app, as it is served."""
        return create_app(self.settings)

    def client(self, role: Role) -> FlaskClient:
        """Somebody of a role who has logged in."""
        client = self.app().test_client()
        log_in(client, role.value, self.passwords[role.value])
        return client

    def seen(self, role: Role) -> list[Seen]:
        """What a role comes to by links, followed once for all tests."""
        if role not in self._seen:
            self._seen[role] = list(crawl(self.client(role)))
        return self._seen[role]


def invent(folder: Path) -> Invented:
    """Make the demo in a folder of its own."""
    environment = {
        "AIXIN_INSTANCE": str(folder),
        "AIXIN_PROFILE": "demo",
        "AIXIN_REQUESTS_A_MINUTE": "1000000",  # somebody who follows every link is quicker than people
    }
    size = [str(each) for option in SIZE.items() for each in option]
    result = CliRunner().invoke(aixin, ["demo", "--json", *size], env=environment)
    assert result.exit_code == 0, result.output
    accounts = json.loads(result.stdout)["log_ins"]["accounts"]
    return Invented(load_settings(environment | FAST), {each["login"]: each["password"] for each in accounts})


def log_in(client: FlaskClient, login: str, password: str) -> None:
    """Let the client be somebody from now on."""
    fields = {"login": login, "password": password, "csrf_token": form_token(client.get("/login").text)}
    with pytest.MonkeyPatch.context() as patch:  # from another address than the browsers' of the same minute
        patch.setattr("api.authentication.LOG_INS_A_MINUTE", 1000)
        answer = client.post("/login", data=fields, environ_base={"REMOTE_ADDR": "::1"})
    assert answer.status_code == 303
    assert "refused" not in answer.headers["Location"]


def form_token(page: str) -> str:
    """What the forms of a page bring along."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]
