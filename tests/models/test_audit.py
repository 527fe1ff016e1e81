"""The trail tells of every act, in order; whatever was changed afterwards shows, and where."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.audit import Act, Break, Fault, SignedHead, find_break, record, signed_head
from models.audit_event import AuditEvent, Outcome
from models.engine import make_session
from models.principal import Principal
from models.vault import Keys, Vault
from tests.conftest import FULL_FIGURES

NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
WHO = Principal.operator("test")
SQLITE_ONLY = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


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


def test_what_is_done_is_kept_in_order(session: Session) -> None:
    write(session)
    events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [event.id for event in events] == [1, 2, 3, 4, 5, 6]
    assert (events[2].actor, events[2].act, events[2].outcome) == ("cli:test", "look", Outcome.DONE)
    assert (events[2].subject_kind, events[2].subject_ref, events[2].fields) == (
        "student",
        "s2",
        ["name", "phone"],
    )
    assert find_break(session) is None


def test_a_trail_without_events_is_whole(session: Session) -> None:
    assert find_break(session) is None


def test_an_act_that_is_taken_back_leaves_no_trace(session: Session) -> None:
    write(session, 2)
    record(session, WHO, Act("look"), NOW)
    session.rollback()
    write(session, 1)
    assert signed_head(session).events == 3
    assert find_break(session) is None


@pytest.mark.parametrize("statement", ["UPDATE audit_events SET act = 'x'", "DELETE FROM audit_events"])
def test_the_database_refuses_to_change_it(session: Session, statement: str) -> None:
    write(session)
    with pytest.raises(DBAPIError, match="never changed"):
        session.execute(text(statement))
    session.rollback()
    assert find_break(session) is None


@pytest.mark.parametrize(
    ("tampering", "fault", "row"),
    [
        ("UPDATE audit_events SET act = 'other' WHERE id = 3", Fault.CHANGED, 3),
        ("UPDATE audit_events SET actor = 'cli:other' WHERE id = 6", Fault.CHANGED, 6),
        ("UPDATE audit_events SET details = '{}' WHERE id = 2", Fault.CHANGED, 2),
        ("UPDATE audit_events SET subject_ref = NULL WHERE id = 1", Fault.CHANGED, 1),
        ("DELETE FROM audit_events WHERE id = 4", Fault.MISSING, 4),
        ("DELETE FROM audit_events WHERE id >= 5", Fault.MISSING, 5),
        ("DELETE FROM audit_events", Fault.MISSING, 1),
        ("UPDATE audit_head SET events = 4", Fault.ADDED, 5),
        (
            "UPDATE audit_head SET mac = (SELECT mac FROM audit_events WHERE id = 2)",
            Fault.HEAD_CHANGED,
            6,
        ),
    ],
)
def test_what_was_tampered_with_is_named(session: Session, tampering: str, fault: Fault, row: int) -> None:
    write(session)
    unguarded(session)
    session.execute(text(tampering))
    assert find_break(session) == Break(fault, row)


def test_a_tail_that_was_cut_and_forgotten_by_the_head_shows_against_a_kept_head(session: Session) -> None:
    write(session, 3)
    early = signed_head(session)
    session.commit()
    write(session, 3)
    late = signed_head(session)
    unguarded(session)
    session.execute(text("DELETE FROM audit_events WHERE id > 3"))
    columns = {"events": early.events, "mac": early.mac, "seal": early.seal}
    session.execute(text("UPDATE audit_head SET events = :events, mac = :mac, seal = :seal"), columns)
    assert find_break(session) is None  # nothing here tells
    assert find_break(session, early) is None
    assert find_break(session, late) == Break(Fault.MISSING, 4)
    forged = SignedHead(6, late.mac, early.seal)
    assert find_break(session, forged) == Break(Fault.KEPT_HEAD_CHANGED, 6)


def test_another_key_makes_no_chain(session: Session, engine: Engine) -> None:
    write(session)
    other = Vault(Keys(b"m" * 32, b"b" * 32, b"x" * 32))
    with make_session(engine, other, read_only=True) as reader:
        assert find_break(reader) == Break(Fault.CHANGED, 1)


@SQLITE_ONLY
def test_any_changed_field_of_any_row_is_named(session: Session) -> None:
    write(session, 20)
    unguarded(session)
    session.commit()
    chance = random.Random(6)
    changes: dict[str, Callable[[], object]] = {
        "at": lambda: (
            (NOW + timedelta(days=chance.randint(1, 99))).isoformat(" ").replace("+00:00", ".000000")
        ),
        "act": lambda: f"look{chance.randint(0, 99)}",
        "outcome": lambda: "denied",
        "subject_kind": lambda: "opening",
        "fields": lambda: '["name"]',
        "mac": lambda: chance.randbytes(32),
    }
    for _ in range(1000 if FULL_FIGURES else 60):
        row, column = chance.randint(1, 20), chance.choice(list(changes))
        session.execute(
            text(f"UPDATE audit_events SET {column} = :value WHERE id = :row"),
            {"value": changes[column](), "row": row},
        )
        assert find_break(session) == Break(Fault.CHANGED, row)
        session.rollback()
