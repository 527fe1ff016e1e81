"""The audit trail as an auditor reads it."""

from typing import Any

from models.audit_event import AuditEvent
from models.broken_glass import BrokenGlass


def event_document(event: AuditEvent) -> dict[str, Any]:
    """One event: names of fields and codes, for no values are kept."""
    subject = {"kind": event.subject_kind, "ref": event.subject_ref} if event.subject_ref else None
    return {
        "number": event.id,
        "at": event.at.isoformat(),
        "actor": event.actor,
        "act": event.act,
        "outcome": event.outcome.value,
        "subject": subject,
        "fields": event.fields,
        "details": event.details,
    }


def broken_glass_document(opened: BrokenGlass) -> dict[str, Any]:
    """A record that was opened in an emergency; the reason is unsealed for this."""
    return {
        "ref": opened.ref,
        "account": opened.account.login,
        "student": opened.student,
        "reason": opened.reason,
        "at": opened.at.isoformat(),
        "until": opened.until.isoformat(),
    }
