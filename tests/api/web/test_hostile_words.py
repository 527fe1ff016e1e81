"""Words that no database keeps, and days that no calendar holds: no page fails over them."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.routing import Rule

from api.access import declared_access
from api.app import create_app
from api.settings import Settings
from models.engine import make_session
from models.principal import Role
from models.vault import Vault
from tests.api.askers import OURS, PRINCIPALS, Asker
from tests.api.test_every_route import MISSING, path
from tests.models.samples import a_company, a_student

NUL = "a\0b"
HOSTILE = (NUL, "9999-12-31", "0001-01-01")
TEMPLATES = Path(__file__).parents[3] / "api" / "web" / "templates"
NAMES = {
    *(
        name
        for file in TEMPLATES.rglob("*.html")
        for name in re.findall(r'name="([a-z_]+)"', file.read_text())
    ),
    *("page", "show", "with", "item", "like", "standing", "by", "severity", "audience", "student", "opening"),
}


@pytest.fixture
def asker() -> Asker:
    return Asker()


@pytest.fixture
def app(
    production: Settings, engine: Engine, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    vault = Vault(production.keys)
    with make_session(engine, vault) as session:
        session.add_all([a_student(vault, place=OURS), a_company("云朵", id=1)])
        session.commit()
    monkeypatch.setattr("api.app.authenticate", asker.authenticate)
    return create_app(production)


def pages(app: Flask, role: Role) -> Iterator[tuple[Rule, str]]:
    """The pages that are open to a role, with each method that they take."""
    for rule in app.url_map.iter_rules():
        for method in sorted({"GET", "POST"}.intersection(rule.methods or ())):
            access = declared_access(app, rule.endpoint, method)
            opened = access is not None and (access.public or role in access.roles)
            if opened and rule.endpoint != "static" and not rule.rule.startswith("/api/"):
                yield rule, method


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)  # the other one keeps NUL
@pytest.mark.parametrize("role", [Role.OFFICER, Role.COMPANY, Role.STUDENT, Role.AUDITOR, Role.ADMINISTRATOR])
def test_no_page_fails_over_what_it_is_told(app: Flask, asker: Asker, role: Role) -> None:
    asker.who = PRINCIPALS[role]
    client, headers = app.test_client(), {"Authorization": "Bearer of the tests"}
    for rule, method in pages(app, role):
        assert client.open(path(rule, quote(NUL)), method=method, headers=headers).status_code < 500, rule
        for word in HOSTILE:
            told = urlencode(dict.fromkeys(sorted(NAMES), word))
            said = {"data": told, "content_type": "application/x-www-form-urlencoded"}
            sent = {"query_string": told} if method == "GET" else said
            answer = client.open(path(rule, MISSING), method=method, headers=headers, **sent)
            assert answer.status_code < 500, (method, rule, word)
