"""The audit trail as an auditor reads it."""

from dataclasses import dataclass
from typing import Any

from api.clock import written
from api.i18n import marked, say
from api.presenters.acts import act_name, subject_name
from api.presenters.words import moment
from api.presenters.workbooks import Column
from models.audit_event import AuditEvent, Outcome
from models.broken_glass import BrokenGlass


def event_document(event: AuditEvent) -> dict[str, Any]:
    """One event: names of fields and codes, for no values are kept."""
    subject = {"kind": event.subject_kind, "ref": event.subject_ref} if event.subject_ref else None
    return {
        "number": event.id,
        "at": written(event.at),
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
        "at": written(opened.at),
        "until": written(opened.until),
    }


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in words, for a list."""

    number: int
    at: str
    actor: str
    act: str
    denied: bool
    kind: str
    subject: str | None  # its reference
    fields: str
    details: str

    def cells(self) -> list[str | int]:
        """The event as a row of a workbook."""
        act = f"{self.act} ({say(marked('denied'))})" if self.denied else self.act
        about = " ".join(filter(None, (self.kind, self.subject)))
        return [self.number, self.at, self.actor, act, about, self.fields, self.details]


def columns() -> list[Column]:
    """The columns of a workbook of events."""
    headers = (
        (marked("No."), 8),
        (marked("When"), 20),
        (marked("By whom"), 24),
        (marked("What was done"), 30),
        (marked("About"), 36),
        (marked("Fields"), 40),
        (marked("Details"), 40),
    )
    return [Column(say(header), width) for header, width in headers]


def event_line(event: AuditEvent) -> EventLine:
    """One event in words; details are codes and references, for no values are kept."""
    return EventLine(
        number=event.id,
        at=moment(event.at),
        actor=event.actor,
        act=act_name(event.act),
        denied=event.outcome is Outcome.DENIED,
        kind=subject_name(event.subject_kind) if event.subject_kind else "",
        subject=event.subject_ref,
        fields=", ".join(event.fields),
        details=", ".join(f"{name} {_short(value)}" for name, value in event.details.items()),
    )


def _short(value: Any) -> str:
    """A detail on one line; of many references their number."""
    return f"({len(value)})" if isinstance(value, list | dict) else str(value)
