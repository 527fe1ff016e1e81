"""What others have changed of a record since somebody read it, as far as the trail tells it by field."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.clock import written
from api.schemas.problems import Finding, ProblemCode, Severity
from models.audit_event import AuditEvent
from models.base import Versioned
from models.scope import whole_registry

EDITS = ("student.corrected", "company.corrected", "opening.corrected")
"""Acts that keep which fields they changed, and the version that came of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that was changed, by whom and when; field "" and nobody for what no edit by hand explains."""

    field: str
    by: str | None
    at: datetime


def changed_since(
    session: Session, subject: tuple[str, str], row: Versioned, version: int
) -> tuple[Change, ...]:
    """The fields changed after `version`, each with who did so last; `subject` is what the trail calls it.

    Imports, companies, referrals and placements change records without naming fields: one change more.
    """
    kind, ref = subject
    query = select(AuditEvent).where(AuditEvent.subject_kind == kind, AuditEvent.subject_ref == ref)
    with whole_registry(session):
        events = session.scalars(query.where(AuditEvent.act.in_(EDITS)).order_by(AuditEvent.id)).all()
    later = [event for event in events if event.details.get("version", 0) > version]
    found = {field: Change(field, event.actor, event.at) for event in later for field in event.fields}
    explained = {event.details["version"] for event in later}
    if not explained.issuperset(range(version + 1, row.version + 1)):
        found[""] = Change("", None, row.updated_at)
    return tuple(found[field] for field in sorted(found))


def stale_field(change: Change) -> Finding:
    """The change as what is wrong with a field of whoever was slower."""
    params = {"who": change.by, "at": written(change.at)}
    return Finding(change.field, ProblemCode.CHANGED_MEANWHILE, Severity.ERROR, params)
