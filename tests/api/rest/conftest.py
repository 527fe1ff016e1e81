"""The doors of a small district: the officers', and the gate where companies post."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import Engine, select

from api.app import create_app
from api.authentication import Visitor
from api.settings import Settings
from models.engine import make_session
from models.principal import Principal
from models.student import Student
from models.vault import Vault
from tests.api.rest.gate import NEW, OURS, THEIRS, Gate
from tests.api.rest.introduced import NOW, Case, introduced
from tests.api.rest.officer_door import OFFICER, Door
from tests.models.samples import a_company
from tests.small_district import fill


@pytest.fixture
def door(production: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Door:
    asking: list[Principal | None] = [OFFICER]
    monkeypatch.setattr("api.app.authenticate", lambda: asking[0] and Visitor(asking[0]))
    vault = Vault(production.keys)
    refs = fill(engine, vault)
    with make_session(engine, vault) as session:
        for student in session.scalars(select(Student)):
            student.place = "320205001"
        session.commit()

    def ask_as(who: Principal | None) -> None:
        asking[0] = who

    client = create_app(production).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer a-token"
    return Door(client, ask_as, refs, engine, vault)


@pytest.fixture
def gate(production: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Two trusted companies and a new one, and a gate that believes the test who asks."""
    with make_session(engine, Vault(production.keys)) as session:
        companies = [
            a_company("云朵机械有限公司", verified=True, trusted=True),
            a_company("雨滴电子有限公司", verified=True, trusted=True),
            a_company("新芽服务有限公司", verified=True),
        ]
        session.add_all(companies)
        session.commit()
        assert [company.id for company in companies] == [OURS.company, THEIRS.company, NEW.company]
    callers: list[Principal | None] = [None]
    monkeypatch.setattr("api.app.authenticate", lambda: callers[0] and Visitor(callers[0]))
    return Gate(create_app(production), callers)


@pytest.fixture
def case(gate: Gate, engine: Engine, production: Settings) -> Iterator[Case]:
    vault = Vault(production.keys)
    with time_machine.travel(NOW, tick=False):
        with make_session(engine, vault) as session:
            referral = introduced(session, vault)
            handle = referral.ref
            session.commit()
        yield Case(gate, engine, vault, handle)
