"""Every route there is, asked by everybody: whoever adds one is in these tests already."""

from collections.abc import Iterator
from typing import NamedTuple

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
from tests.api.askers import OURS, PRINCIPALS, THEIRS, Asker
from tests.figures import Figure
from tests.models.samples import a_company, a_student, an_opening

MISSING = "aaaaaaaaaaaaaaaaaaaaaaaaaa"
REST = "/api/v1"
AID = (f"{REST}/households", f"{REST}/study-aid", f"{REST}/terms", f"{REST}/aid-payments", f"{REST}/relief")
PEOPLE = (
    "/students",
    *(f"{REST}/{noun}" for noun in ("students", "shortlists", "placements", "imports", "runs", "plans")),
    *AID,
)
REFERRALS = f"{REST}/referrals"
TRAIL = (f"{REST}/audit", f"{REST}/broken-glass")
NEVER = {  # beginnings of paths that some roles are never let near, whatever a route says
    Role.COMPANY: (*PEOPLE, *TRAIL, "/s/"),
    Role.STUDENT: (*PEOPLE, *TRAIL, f"{REST}/", "/account", "/logout"),
    Role.LEADER: (*PEOPLE, *TRAIL, REFERRALS, f"{REST}/openings"),
    Role.AUDITOR: (*PEOPLE, REFERRALS, f"{REST}/openings"),
    Role.ADMINISTRATOR: (*PEOPLE, *TRAIL, REFERRALS, f"{REST}/openings"),
    Role.STREET_OFFICER: TRAIL,
    Role.OFFICER: TRAIL,
}


class Theirs(NamedTuple):
    """What the principals of these tests may not see, by the noun in a path."""

    students: str
    openings: str
    companies: str


@pytest.fixture
def asker() -> Asker:
    return Asker()


@pytest.fixture
def theirs(production: Settings, engine: Engine) -> Theirs:
    """The second street's student, the second company and its opening; the first of each is ours."""
    vault = Vault(production.keys)
    with make_session(engine, vault) as session:
        students = [
            a_student(vault, id_number=f"32020520060901{number:03}X", place=place)
            for number, place in enumerate((OURS, THEIRS))
        ]
        companies = [a_company(name, id=number) for number, name in ((1, "云朵"), (2, "雨滴"))]
        openings = [an_opening(company, external_ref=f"{company.name}-1") for company in companies]
        session.add_all([*students, *openings])
        session.commit()
        return Theirs(students[1].ref, "雨滴-1", companies[1].ref)


@pytest.fixture
def app(
    production: Settings, theirs: Theirs, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    monkeypatch.setattr("api.app.authenticate", asker.authenticate)
    return create_app(production)


def routes(app: Flask) -> list[tuple[Rule, str]]:
    """Every route with every method."""
    rules = (rule for rule in app.url_map.iter_rules() if rule.endpoint != "static")
    return [(rule, method) for rule in rules for method in sorted(rule.methods or ()) if method != "HEAD"]


def path(rule: Rule, filled: str = MISSING) -> str:
    return "".join(filled if dynamic else part for dynamic, part in rule._trace).lstrip("|")


def ask(app: Flask, method: str, address: str) -> tuple[int, bytes]:
    """What a program is answered that sends nothing but who it is."""
    headers = {"Authorization": "Bearer of the tests", "If-Match": '"1"'}
    answer = app.test_client().open(address, method=method, headers=headers)
    return answer.status_code, answer.data


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", PRINCIPALS)
def test_each_route_is_open_to_whom_it_says_and_to_nobody_else(
    app: Flask, asker: Asker, role: Role, figure: Figure
) -> None:
    for rule, method in routes(app):
        access = declared_access(app, rule.endpoint, method)
        assert access is not None
        asker.who = PRINCIPALS[role]
        status, _ = ask(app, method, path(rule))
        if access.public or role in access.roles:
            assert status not in {401, 403} or rule.rule.startswith("/account"), (method, rule.rule, status)
            assert status < 500, (method, rule.rule)
        else:
            assert status == 403, (method, rule.rule)
        asker.who = None
        status, _ = ask(app, method, path(rule))
        assert (status == 401) is not access.public, (method, rule.rule, status)
    figure(2, f"{len(routes(app))} routes asked by a principal and by nobody: 0 surprises")


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", PRINCIPALS)
def test_no_route_says_what_it_may_not(app: Flask, role: Role) -> None:
    for rule, method in routes(app):
        access = declared_access(app, rule.endpoint, method)
        assert access is not None
        assert role not in access.roles or not rule.rule.startswith(NEVER[role]), (method, rule.rule)


@pytest.mark.parametrize("role", [Role.STREET_OFFICER, Role.COMPANY])
def test_somebody_elses_is_answered_as_what_is_missing(
    app: Flask, asker: Asker, theirs: Theirs, role: Role, figure: Figure
) -> None:
    asker.who = PRINCIPALS[role]
    hidden = {Role.STREET_OFFICER: ["students"], Role.COMPANY: ["students", "openings", "companies"]}[role]
    asked = 0
    for rule, method in routes(app):
        noun = next((noun for noun in hidden if f"/{noun}/<" in rule.rule), None)
        if noun is not None:
            other = ask(app, method, path(rule, getattr(theirs, noun)))
            assert other == ask(app, method, path(rule)), (method, rule.rule)
            asked += 1
    figure(2, f"{asked} routes asked for somebody else's: answered as for what is missing")
