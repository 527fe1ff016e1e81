"""Everything that is kept of one student, opened, for whoever has a right to a copy: the student."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from models.audit_event import AuditEvent
from models.queries.rows_about import rows_about
from models.sealing import SealedRow, sealed_fields
from models.student import Student

Told = str | int | float | bool | list[Any] | dict[str, Any] | None
Sections = dict[str, list[dict[str, Told]]]

STAFF = frozenset(
    {"actor", "recorded_by", "made_by", "approved_by", "proposed_by", "judged_by", "taken_back_by"}
)
"""Columns that tell of the staff, not of the student."""

INNER = frozenset(
    {"id", "ref", "version", "revision", "erased_at", "created_at", "updated_at", "experience_profile"}
)
"""Columns that the database or the matcher keeps for itself."""

OTHERS = frozenset({"head_id_number"})  # somebody else's number is not the student's to be told
OF_MACHINES = ("_id", "_sealed", "_blind", "_mac")

TIES = ("company", "opening", "term", "referral", "placement", "shortlist", "item", "consent")
"""Rows that a row belongs to, which are told by name."""

TRAIL = "audit_events"


def export_student(session: Session, student: Student) -> Sections:
    """By table all rows about the student, and who did or saw what of them; codes, numbers and words.

    Left out are numbers that mean something to the database only, what the program derives to find people
    again, and the names of the staff.
    """
    told = {
        table.__tablename__: [_told(row) for row in rows]
        for table, rows in rows_about(session, student).items()
    }
    events = select(AuditEvent).where(AuditEvent.subject_ref == student.ref).order_by(AuditEvent.id)
    told[TRAIL] = [
        {"at": event.at.isoformat(), "act": event.act, "fields": list(event.fields)}
        for event in session.scalars(events)
    ]
    return told


def _told(row: Any) -> dict[str, Told]:
    row_class: Any = type(row)
    fields = sealed_fields(row_class) if issubclass(row_class, SealedRow) else {}
    names = [
        column.name
        for column in row.__table__.columns
        if column.name not in STAFF | INNER | OTHERS and not column.name.endswith(OF_MACHINES)
    ]
    opened = [name for name in fields if name not in INNER | OTHERS]
    plain = {name: _plain(getattr(row, name)) for name in (*opened, *names)}
    return plain | {tie: _named(getattr(row, tie)) for tie in TIES if tie in inspect(row_class).relationships}


def _named(row: Any) -> Told:
    """A row as another one names it."""
    if row is None:
        return None
    if hasattr(row, "title"):
        return f"{row.title} · {row.company.name}"
    return str(getattr(row, "name", None) or getattr(row, "term", None) or row.ref)


def _plain(value: Any) -> Told:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    told: Told = value
    return told
