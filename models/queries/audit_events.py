"""Read the audit trail, a page at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from models.account import Account
from models.audit_event import AuditEvent, Outcome
from models.broken_glass import BrokenGlass
from models.queries.pages import PAGE_SIZE, Page, load_page


@dataclass(frozen=True, slots=True)
class Denials:
    """What somebody was denied, how often, and when last."""

    actor: str
    act: str
    count: int
    last: datetime


def find(
    session: Session,
    *,
    actor: str | None = None,
    subject: str | None = None,
    act: str | None = None,
    since: datetime | None = None,
    before: datetime | None = None,
    denied: bool = False,
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[AuditEvent]:
    """Events by somebody, about somebody or something, of a kind, in a time; the newest first.

    An actor may be given by the name alone: `wang` for `account:wang` or `cli:wang`.
    """
    query = select(AuditEvent).order_by(AuditEvent.id.desc())
    if actor:
        query = query.where(AuditEvent.actor.in_((actor, f"account:{actor}", f"cli:{actor}")))
    if subject:
        query = query.where(AuditEvent.subject_ref == subject)
    if act:
        query = query.where(AuditEvent.act == act)
    if since:
        query = query.where(AuditEvent.at >= since)
    if before:
        query = query.where(AuditEvent.at < before)
    if denied:
        query = query.where(AuditEvent.outcome == Outcome.DENIED)
    return load_page(session, query, page=page, page_size=page_size)


def denials_since(session: Session, since: datetime) -> Sequence[Denials]:
    """What was denied since a moment, by whom; what was denied most often first."""
    times, last = func.count(), func.max(AuditEvent.at)
    query = (
        select(AuditEvent.actor, AuditEvent.act, times, last)
        .where(AuditEvent.outcome == Outcome.DENIED, AuditEvent.at >= since)
        .group_by(AuditEvent.actor, AuditEvent.act)
        .order_by(times.desc(), AuditEvent.actor, AuditEvent.act)
    )
    return [Denials(*row) for row in session.execute(query)]


def logins_of(session: Session, events: Iterable[AuditEvent]) -> Mapping[str, str]:
    """The log-ins of accounts that events are about, by their references."""
    refs = [event.subject_ref for event in events if event.subject_kind == "account"]
    if not refs:
        return {}
    query = select(Account.ref, Account.login).where(Account.ref.in_(refs))
    return dict(session.execute(query).all())


def opened_beyond(
    session: Session, *, since: datetime | None = None, page: int = 1, page_size: int = PAGE_SIZE
) -> Page[BrokenGlass]:
    """Records that street officers opened in an emergency, all or since a moment; the newest first."""
    query = select(BrokenGlass).options(joinedload(BrokenGlass.account)).order_by(BrokenGlass.id.desc())
    if since is not None:
        query = query.where(BrokenGlass.at >= since)
    return load_page(session, query, page=page, page_size=page_size)
