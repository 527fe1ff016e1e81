"""Read the audit trail, a page at a time."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.audit_event import AuditEvent
from models.broken_glass import BrokenGlass
from models.queries.pages import PAGE_SIZE, Page, load_page


def find(
    session: Session,
    *,
    actor: str | None = None,
    subject: str | None = None,
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[AuditEvent]:
    """Events by somebody, or about somebody or something; the newest first."""
    query = select(AuditEvent).order_by(AuditEvent.id.desc())
    if actor:
        query = query.where(AuditEvent.actor == actor)
    if subject:
        query = query.where(AuditEvent.subject_ref == subject)
    return load_page(session, query, page=page, page_size=page_size)


def opened_beyond(session: Session, *, page: int = 1, page_size: int = PAGE_SIZE) -> Page[BrokenGlass]:
    """Records that street officers opened in an emergency; the newest first."""
    query = select(BrokenGlass).options(joinedload(BrokenGlass.account)).order_by(BrokenGlass.id.desc())
    return load_page(session, query, page=page, page_size=page_size)
