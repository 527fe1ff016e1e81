"""With its grants the application works, and cannot touch tables nor what was audited."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from models.audit import Act, find_break, record
from models.engine import make_session
from models.grants import grants
from models.principal import Principal
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_company, a_student, an_opening

ROLE = 'aixin "app"'
QUOTED = '"aixin ""app"""'

pytestmark = pytest.mark.parametrize("databases", ["postgres"], indirect=True)


@pytest.fixture(autouse=True)
def role(engine: Engine) -> Iterator[None]:
    with engine.begin() as connection:
        connection.execute(text(f"CREATE ROLE {QUOTED}"))
        for statement in grants(ROLE):
            connection.exec_driver_sql(statement)
    yield
    with engine.begin() as connection:
        connection.execute(text(f"DROP OWNED BY {QUOTED}"))
        connection.execute(text(f"DROP ROLE {QUOTED}"))


@contextmanager
def as_application(engine: Engine, vault: Vault) -> Iterator[Session]:
    with make_session(engine, vault) as session:
        session.execute(text(f"SET ROLE {QUOTED}"))
        yield session


def test_the_application_works_with_its_grants(engine: Engine, vault: Vault) -> None:
    with as_application(engine, vault) as session:
        session.add_all([a_student(vault), an_opening(a_company())])
        session.flush()
        record(session, Principal.operator("test"), Act("look"), datetime(2026, 11, 1, tzinfo=UTC))
        assert session.scalars(select(Student)).one().name == "云小星"
        assert find_break(session) is None
        session.delete(session.scalars(select(Student)).one())
        session.flush()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET actor = 'x'",
        "DELETE FROM audit_events",
        "TRUNCATE audit_events",
        "DELETE FROM audit_head",
        "UPDATE broken_glass SET student = 'x'",
        "DELETE FROM broken_glass",
        "DROP TRIGGER audit_events_delete ON audit_events",
        "ALTER TABLE students ADD COLUMN more text",
        "DROP TABLE students",
        "CREATE TABLE more (id integer)",
        "UPDATE alembic_version SET version_num = '0001'",
    ],
)
def test_it_cannot_touch_tables_nor_what_was_audited(engine: Engine, vault: Vault, statement: str) -> None:
    with (
        as_application(engine, vault) as session,
        pytest.raises(ProgrammingError, match="InsufficientPrivilege"),
    ):
        session.execute(text(statement))
