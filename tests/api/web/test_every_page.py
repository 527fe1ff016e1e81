"""Every page that anybody comes to by links: it is there, it is sound, and it is no other role's."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from api.access import declared_access
from models.engine import make_engine, make_session
from models.principal import ACCOUNT_ROLES, Role
from models.student import Student
from models.vault import Vault
from tests.api.web.crawler import Seen, parse
from tests.api.web.invented import Invented

pytestmark = pytest.mark.xdist_group("invented")

FINE = (200, 303)
ADDRESSES = ("href", "action", "hx-get", "hx-post")
FEWEST = 2  # pages that every role has: its first, and its account


@pytest.fixture(scope="module")
def names(invented: Invented) -> frozenset[str]:
    engine = make_engine(invented.settings.database_url)
    with make_session(engine, Vault(invented.settings.keys), read_only=True) as session:
        found = frozenset(student.name for student in session.scalars(select(Student)))
    engine.dispose()
    return found


@pytest.fixture(scope="module", params=ACCOUNT_ROLES)
def role(request: pytest.FixtureRequest) -> Role:
    found: Role = request.param
    return found


@pytest.fixture(scope="module")
def client(invented: Invented, role: Role) -> FlaskClient:
    return invented.client(role)


@pytest.fixture(scope="module")
def seen(invented: Invented, role: Role) -> list[Seen]:
    return invented.seen(role)


def test_no_link_is_dead_fails_or_leads_to_another_roles_page(seen: list[Seen]) -> None:
    assert len(seen) >= FEWEST
    assert [
        (each.address, each.linked_from, each.status) for each in seen if each.status not in (200, 303)
    ] == []


def test_every_page_is_sound(seen: list[Seen]) -> None:
    for page in pages(seen):
        root = parse(page.text)
        told = [each.get("id") for each in root.iter() if each.get("id")]
        assert sorted(told) == sorted(set(told)), page.address
        assert [each.tag for each in root.iter("h1")] == ["h1"], page.address
        assert root.get("lang") in ("zh-CN", "en"), page.address


def test_no_page_has_a_script_or_a_style_of_its_own(seen: list[Seen]) -> None:
    for page in pages(seen):
        for element in parse(page.text).iter():
            assert element.tag != "style", page.address
            assert element.tag != "script" or element.get("src", "").startswith("/static/"), page.address
            inline = [name for name in element.attrib if name == "style" or re.match(r"on[a-z]", str(name))]
            assert inline == [], (page.address, element.tag)


def test_no_name_stands_in_an_address_or_a_title(seen: list[Seen], names: frozenset[str]) -> None:
    for page in pages(seen):
        root = parse(page.text)
        title = root.find("head/title")
        assert title is not None
        assert title.text, page.address
        addresses = [
            each.get(name, "") for each in root.iter() for name in ("href", "action", "hx-get", "hx-post")
        ]
        told = " ".join((title.text, *map(unquote, addresses)))
        assert [name for name in names if name in told] == [], page.address


def test_every_form_goes_where_its_role_may_go(client: FlaskClient, seen: list[Seen], role: Role) -> None:
    app = client.application
    routes = app.url_map.bind("localhost")
    for page in pages(seen):
        for form in parse(page.text).iter("form"):
            method = form.get("method", "get").upper()
            path = urlsplit(form.get("action", "")).path or urlsplit(page.address).path
            endpoint, _ = routes.match(path, method)
            access = declared_access(app, str(endpoint), method)
            assert access is not None
            assert access.public or role in access.roles, (page.address, path)
            sent = {each.get("name") for each in form.iter("input")}
            assert method == "GET" or "csrf_token" in sent, (page.address, path)


def test_a_page_in_english_is_in_english(client: FlaskClient, seen: list[Seen]) -> None:
    for address in sorted({page.address for page in pages(seen)})[:FEWEST]:
        glue = "&" if "?" in address else "?"
        assert parse(client.get(f"{address}{glue}lang=en").text).get("lang") == "en"


def pages(seen: list[Seen]) -> Iterator[Seen]:
    return (each for each in seen if each.is_page)
