"""Trails to tamper with."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from models.audit import Act, record
from models.principal import Principal

NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
WHO = Principal.operator("test")


def write(session: Session, count: int = 6) -> None:
    for number in range(count):
        act = Act("look", ("student", f"s{number}"), ("phone", "name"), {"rows": number})
        record(session, WHO, act, NOW + timedelta(seconds=number))
    session.commit()


def unguarded(session: Session) -> None:
    """As somebody who can change the database itself."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ALTER TABLE audit_events DISABLE TRIGGER ALL"))
    else:
        session.execute(text("DROP TRIGGER audit_events_UPDATE"))
        session.execute(text("DROP TRIGGER audit_events_DELETE"))
