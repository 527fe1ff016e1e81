"""The officers' door on a small district."""

import pytest
from sqlalchemy import Engine, select

from api.app import create_app
from api.authentication import Visitor
from api.settings import Settings
from models.engine import make_session
from models.principal import Principal
from models.student import Student
from models.vault import Vault
from tests.api.rest.officer_door import OFFICER, Door
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
