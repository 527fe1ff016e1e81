"""The audit trail as an auditor reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.clock import written
from api.i18n import marked, say
from api.presenters.accounts import actor_in_full
from api.presenters.acts import act_name, subject_name
from api.presenters.words import moment
from api.presenters.workbooks import Column
from models.audit_event import AuditEvent, Outcome
from models.broken_glass import BrokenGlass
from models.queries.audit_events import Denials

Document = dict[str, Any]


def event_document(event: AuditEvent) -> Document:
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


def broken_glass_document(opened: BrokenGlass) -> Document:
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
    actor: str  # as the trail keeps it
    by: str  # the same in words
    act: str
    denied: bool
    kind: str
    subject: str | None  # its reference
    login: str | None  # of a subject that is an account
    fields: str
    details: str

    def cells(self) -> list[str | int]:
        """The event as a row of a workbook."""
        act = f"{self.act} ({say(marked('denied'))})" if self.denied else self.act
        about = " ".join(filter(None, (self.kind, self.login or self.subject)))
        return [self.number, self.at, self.by, act, about, self.fields, self.details]


def denial_lines(denials: Sequence[Denials]) -> list[Document]:
    """What was denied, by whom and how often."""
    return [
        {
            "actor": each.actor,
            "by": actor_in_full(each.actor),
            "act": each.act,
            "name": act_name(each.act),
            "count": each.count,
            "last": each.last,
        }
        for each in denials
    ]


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


def event_line(event: AuditEvent, logins: Mapping[str, str]) -> EventLine:
    """One event in words, accounts by their log-ins; details are codes and references: no values are kept."""
    return EventLine(
        number=event.id,
        at=moment(event.at),
        actor=event.actor,
        by=actor_in_full(event.actor),
        act=act_name(event.act),
        denied=event.outcome is Outcome.DENIED,
        kind=subject_name(event.subject_kind) if event.subject_kind else "",
        subject=event.subject_ref,
        login=logins.get(event.subject_ref or ""),
        fields=", ".join(event.fields),
        details=", ".join(f"{name} {_short(value)}" for name, value in event.details.items()),
    )


def _short(value: Any) -> str:
    """A detail on one line; of many references their number."""
    return f"({len(value)})" if isinstance(value, list | dict) else str(value)
