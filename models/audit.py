"""Write the audit trail, and check it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import event, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from models.audit_event import START, AuditEvent, AuditHead, Outcome
from models.principal import Principal
from models.sealing import vault_of
from models.vault import Vault

_WAITING = "recorded"  # its name in Session.info: what is written with the commit
AT_ONCE = 1000  # rows that are read at a time


class Fault(StrEnum):
    """What is wrong with a trail."""

    CHANGED = "CHANGED"  # this row does not fit the digest that it carries, or the row before it
    MISSING = "MISSING"  # this row is gone
    ADDED = "ADDED"  # this row is not known to the head
    HEAD_CHANGED = "HEAD_CHANGED"
    KEPT_HEAD_CHANGED = "KEPT_HEAD_CHANGED"  # the head that was kept elsewhere was not written here


@dataclass(frozen=True, slots=True)
class Break:
    """The first row where a trail is not what was written."""

    fault: Fault
    row: int


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be kept of an act or a look."""

    code: str
    subject: tuple[str, str] | None = None  # kind and reference
    fields: Sequence[str] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    outcome: Outcome = Outcome.DONE


@dataclass(frozen=True, slots=True)
class SignedHead:
    """The state of the trail at a moment, to be kept elsewhere."""

    events: int
    mac: bytes
    seal: bytes


def record(session: Session, who: Principal, act: Act, now: datetime) -> None:
    """Add an event in the session's transaction, whatever its scope; it is written right before the commit.

    So the head of the trail is the last lock that any transaction takes, and held for a moment only; what
    cannot be written fails the commit, and with it the act. What is rolled back leaves no event.
    """
    vault_of(session)  # without one nothing may be done
    kind, ref = act.subject or (None, None)
    row = {
        "at": now.astimezone(UTC),
        "actor": who.name,
        "act": act.code,
        "outcome": act.outcome,
        "subject_kind": kind,
        "subject_ref": ref,
        "fields": sorted(act.fields),
        "details": dict(act.details),
    }
    transaction = session.get_nested_transaction() or session.get_transaction() or session.begin()
    session.info.setdefault(_WAITING, []).append((transaction, row))


@event.listens_for(Session, "before_commit")
def write_recorded(session: Session) -> None:
    """Write what was recorded and not yet written; what is committed does so by itself."""
    waiting = session.info.get(_WAITING)
    if not waiting:
        return
    session.flush()
    vault = vault_of(session)
    head = session.connection().execute(select(AuditHead.events, AuditHead.mac).with_for_update()).one()
    mac, rows = head.mac, []
    for number, (_, row) in enumerate(waiting, start=head.events + 1):
        numbered = {"id": number, **row}
        mac = _chain(vault, mac, _facts(numbered))
        rows.append({**numbered, "mac": mac})
    session.connection().execute(insert(AuditEvent), rows)
    events = head.events + len(rows)
    session.connection().execute(
        update(AuditHead).values(events=events, mac=mac, seal=_seal(vault, events, mac))
    )
    del session.info[_WAITING]


@event.listens_for(Session, "do_orm_execute")
def _show_recorded(state: ORMExecuteState) -> None:
    """Whoever reads the trail in the transaction that adds to it reads what it adds."""
    if any(mapper.class_ is AuditEvent for mapper in state.all_mappers):
        write_recorded(state.session)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, rolled_back: SessionTransaction) -> None:
    waiting = session.info.get(_WAITING, [])
    session.info[_WAITING] = [each for each in waiting if not _is_within(each[0], rolled_back)]


def _is_within(transaction: SessionTransaction | None, outer: SessionTransaction) -> bool:
    while transaction is not None:
        if transaction is outer:
            return True
        transaction = transaction.parent
    return False


def signed_head(session: Session) -> SignedHead:
    """The state of the trail now."""
    head = session.execute(select(AuditHead.events, AuditHead.mac, AuditHead.seal)).one()
    return SignedHead(head.events, head.mac, head.seal)


def find_break(session: Session, kept: SignedHead | None = None) -> Break | None:
    """The first place where the trail is not what was written, or None; looks at every row.

    With a head that was kept elsewhere, also a trail that was cut back and sealed again shows.
    """
    return next(_breaks(session, kept), None)


def _breaks(session: Session, kept: SignedHead | None) -> Iterator[Break]:
    vault = vault_of(session)
    write_recorded(session)  # before the head is read, which is to fit the rows
    if kept is not None and kept.seal != _seal(vault, kept.events, kept.mac):
        yield Break(Fault.KEPT_HEAD_CHANGED, kept.events)
    head = session.execute(select(AuditHead.events, AuditHead.mac, AuditHead.seal)).one_or_none()
    mac, last = START, 0
    for last, row in enumerate(_rows(session), start=1):
        if row is None:
            yield Break(Fault.CHANGED, last)
            return
        if row.number != last:
            yield Break(Fault.MISSING, last)
        mac = _chain(vault, mac, row.facts)
        if mac != row.mac or (kept is not None and kept.events == last and kept.mac != mac):
            yield Break(Fault.CHANGED, last)
    if head is None:
        yield Break(Fault.HEAD_CHANGED, last)
        return
    if last < max(head.events, kept.events if kept else 0):
        yield Break(Fault.MISSING, last + 1)
    if last > head.events:
        yield Break(Fault.ADDED, head.events + 1)
    if last and (head.mac, head.seal) != (mac, _seal(vault, last, mac)):
        yield Break(Fault.HEAD_CHANGED, last)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it is checked."""

    number: int
    facts: bytes
    mac: bytes


def _rows(session: Session) -> Iterator[_Row | None]:
    """The rows in order, many at a time; None, and no more, for one that holds what cannot be read."""
    last, at_once = 0, AT_ONCE
    while True:
        columns = [getattr(AuditEvent, column.name) for column in AuditEvent.__table__.columns]
        query = select(*columns).where(AuditEvent.id > last).order_by(AuditEvent.id).limit(at_once)
        try:
            rows = [dict(row._mapping) for row in session.execute(query)]
            part = [_Row(row["id"], _facts(row), row["mac"]) for row in rows]
        except (DBAPIError, LookupError, TypeError, ValueError):
            if at_once == 1:
                yield None
                return
            at_once = 1
            continue
        yield from part
        if len(part) < at_once:
            return
        last = part[-1].number


def _chain(vault: Vault, before: bytes, facts: bytes) -> bytes:
    """The digest of a row, over all its facts and the digest before it."""
    return vault.sign("audit", before + facts)


def _facts(row: Mapping[str, Any]) -> bytes:
    """All that a row tells, its digest excepted."""
    facts = [_plain(value) for name, value in sorted(row.items()) if name != "mac"]
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _seal(vault: Vault, events: int, mac: bytes) -> bytes:
    return vault.sign("audit head", events.to_bytes(8) + mac)
