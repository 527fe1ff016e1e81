"""The trail tells of every act, in order; whatever was changed afterwards shows, and where."""

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.audit import Act, Break, Fault, SignedHead, find_break, record, signed_head
from models.audit_event import AuditEvent, Outcome
from models.engine import make_session
from models.vault import Keys, Vault
from tests.models.trails import NOW, WHO, unguarded, write


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
