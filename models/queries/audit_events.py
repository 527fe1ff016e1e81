"""Read the audit trail, a page at a time."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.audit_event import AuditEvent, Outcome
from models.broken_glass import BrokenGlass
from models.queries.pages import PAGE_SIZE, Page, load_page


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
    """Events by somebody, about somebody or something, of a kind, in a time; the newest first."""
    query = select(AuditEvent).order_by(AuditEvent.id.desc())
    if actor:
        query = query.where(AuditEvent.actor == actor)
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


def opened_beyond(session: Session, *, page: int = 1, page_size: int = PAGE_SIZE) -> Page[BrokenGlass]:
    """Records that street officers opened in an emergency; the newest first."""
    query = select(BrokenGlass).options(joinedload(BrokenGlass.account)).order_by(BrokenGlass.id.desc())
    return load_page(session, query, page=page, page_size=page_size)
