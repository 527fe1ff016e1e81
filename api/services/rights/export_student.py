"""Everything that is kept of one student, opened, for whoever has a right to a copy: the student."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String, cast, inspect, or_, select
from sqlalchemy.orm import Session

from api.clock import written
from models.audit_event import AuditEvent
from models.base import Referable
from models.queries.rows_about import rows_about
from models.referral import Referral
from models.relief_payment import ReliefPayment
from models.sealing import SealedRow, sealed_fields
from models.student import Student

Told = str | int | float | bool | list[Any] | dict[str, Any] | None
Sections = dict[str, list[dict[str, Told]]]

STAFF = frozenset(
    {
        "actor",
        "recorded_by",
        "made_by",
        "approved_by",
        "proposed_by",
        "judged_by",
        "settled_by",
        "taken_back_by",
    }
)
"""Columns that tell of the staff, not of the student."""

INNER = frozenset(
    (
        *("id", "ref", "version", "revision", "erased_at", "created_at", "updated_at"),
        *("merged_into", "merged_key", "experience_profile", "before"),
    )
)
"""Columns that the database or the matcher keeps for itself."""

OTHERS = frozenset({"head_id_number"})  # somebody else's number is not the student's to be told
OF_MACHINES = ("_id", "_sealed", "_blind", "_mac")

TIES = ("company", "opening", "term", "referral", "placement", "shortlist", "item", "consent")
"""Rows that a row belongs to, which are told by name."""

DISCLOSURES, TRAIL = "disclosures", "audit_events"
DISCLOSED = "students.disclosed"  # the act: a company was told who they are


def export_student(session: Session, student: Student) -> Sections:
    """By table all rows about the student, which company was told what, and who did or saw what of them.

    Codes, numbers and words. Left out are numbers that mean something to the database only, what the program
    derives to find people again, the names of the staff, and what is told of others in the household.
    """
    rows = rows_about(session, student)
    told = {table.__tablename__: [_told(row) for row in found] for table, found in rows.items()}
    told[ReliefPayment.__tablename__] = [
        _payment(payment, student) for payment in rows[ReliefPayment] if _is_shared(payment, student)
    ]
    own = [row.ref for found in rows.values() for row in found if isinstance(row, Referable)]
    former = session.scalars(select(Student.ref).where(Student.merged_into == student.ref))
    events = _events_about(session, student, [*own, *former])
    companies = {referral.ref: referral.company.name for referral in rows[Referral]}
    told[DISCLOSURES] = [
        {"company": companies[handle], **_moment(event)}
        for event in events
        if event.act == DISCLOSED
        for handle in event.details.get("referrals", ())
        if handle in companies
    ]
    told[TRAIL] = [{**_moment(event), "act": event.act} for event in events if event.act != DISCLOSED]
    return told


def _events_about(session: Session, student: Student, own: list[str]) -> Sequence[AuditEvent]:
    """Acts and looks at the student or a row about them, and all that name the student among others."""
    named = cast(AuditEvent.details, String).contains(student.ref, autoescape=True)
    events = select(AuditEvent).where(or_(AuditEvent.subject_ref.in_(own), named))
    return session.scalars(events.order_by(AuditEvent.id)).all()


def _moment(event: AuditEvent) -> dict[str, Told]:
    return {"at": written(event.at), "fields": list(event.fields)}


def _is_shared(payment: ReliefPayment, student: Student) -> bool:
    """Whether a payment is the student's or the household's, and not for the school of somebody else."""
    return payment.term is None or payment.term.student_id == student.id


def _payment(payment: ReliefPayment, student: Student) -> dict[str, Told]:
    """A payment; what is noted of one to the household may be about any of its members."""
    told = _told(payment)
    if payment.student_id != student.id and payment.term is None:
        told.pop("note")
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
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    told: Told = value
    return told
