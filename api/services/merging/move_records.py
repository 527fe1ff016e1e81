"""Hang what belongs to one record of a student on another one of the same person."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from models.aid_payment import AidPayment
from models.consent import Consent, ConsentWithdrawal
from models.hardship import Hardship
from models.household import Household
from models.match_run import MatchRunList
from models.placement import Placement
from models.plan import PlanItem, PlanOrder
from models.pledge import Pledge
from models.referral import Referral
from models.relief_payment import ReliefPayment
from models.school_term import SchoolTerm
from models.schooling_event import SchoolingEvent
from models.sealing import SealedRow, sealed_fields
from models.service_event import ServiceEvent
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student
from models.taking_back import CanBeTakenBack, Mistake

Rows = dict[Any, list[Any]]

MOVED = (
    Hardship,
    SchoolTerm,
    SchoolingEvent,
    Pledge,
    Shortlist,
    ShortlistItem,
    Referral,
    Placement,
    ServiceEvent,
)
"""Tables whose rows change hands. Consents are never changed: they are written down once more; and the links
of a record that is gone are dead."""

FORGOTTEN = (MatchRunList, PlanOrder, PlanItem)
"""What was worked out for a record, and can be again."""

KNOWN_BY = ("purpose", "amount", "paid_on", "decision", "taken_back_at")
"""What two entries of the ledger have in common that are one payment, as for an import."""


@contextmanager
def resealing(rows: Iterable[Any]) -> Iterator[None]:
    """Seal rows with the key of whoever they are about after the block; what is gone by then is let go."""
    clear = [
        (row, {name: getattr(row, name) for name in sealed_fields(type(row))})  # type: ignore[arg-type]  # a class is hashable
        for row in rows
        if isinstance(row, SealedRow)
    ]
    yield
    for row, fields in clear:
        if inspect(row).persistent:
            for name, value in fields.items():
                setattr(row, name, value)


def sealed_for(rows: Rows, student: Student) -> list[Any]:
    """The rows that are sealed with the key of a student and are going to be another's."""
    alone = [payment for payment in rows[ReliefPayment] if payment.student_id == student.id]
    return [row for table in (*MOVED, AidPayment) for row in rows[table]] + alone


def move_rows(session: Session, rows: Rows, drop: Student, keep: Student) -> None:
    """Give the rows of one record to the other; those that were deleted meanwhile are let go."""
    alone = [payment for payment in rows[ReliefPayment] if payment.student_id == drop.id]
    for row in [row for table in MOVED for row in rows[table]] + alone:
        if row in session:
            row.student = keep
    for worked_out in (row for table in FORGOTTEN for row in rows[table]):
        session.delete(worked_out)
    session.flush()


def copy_consents(session: Session, consents: Iterable[Consent], keep: Student) -> None:
    """Write consents down once more for the record that is kept, those that were taken back too."""
    for consent in consents:
        copy = Consent(
            student=keep,
            company=consent.company,
            basis=consent.basis,
            purpose=consent.purpose,
            fields=list(consent.fields),
            text_version=consent.text_version,
            signer=consent.signer,
            way=consent.way,
            evidence=consent.evidence,
            given_at=consent.given_at,
            until=consent.until,
            recorded_by=consent.recorded_by,
        )
        if (taken_back := consent.withdrawal) is not None:
            copy.withdrawal = ConsentWithdrawal(
                at=taken_back.at, way=taken_back.way, recorded_by=taken_back.recorded_by
            )
        session.add(copy)
    session.flush()


def leave_household(acting: Acting, left: Household, other: Household) -> None:
    """Where nobody is in a household any more, its payments are the other's, and it goes."""
    session = acting.session
    if session.scalars(select(Student.id).where(Student.household_id == left.id).limit(1)).first():
        return
    ledger = select(ReliefPayment).order_by(ReliefPayment.id)
    known = session.scalars(ledger.where(ReliefPayment.household_id == other.id)).all()
    payments = session.scalars(ledger.where(ReliefPayment.household_id == left.id)).all()
    with resealing(payments):
        for payment in payments:
            twin = find_twin(payment, known, KNOWN_BY)
            payment.household = other
            if twin is not None:
                twin.term = twin.term or payment.term
                strike_out(acting, payment)
        session.flush()
    session.delete(left)
    session.flush()


def strike_out(acting: Acting, row: CanBeTakenBack) -> None:
    """Of two entries of one thing the second one stays on record and counts no more."""
    row.taken_back_at, row.taken_back_by = acting.now, acting.who.name
    row.taken_back_why = Mistake.ENTERED_TWICE


def find_twin(row: Any, others: Iterable[Any], names: Iterable[str]) -> Any:
    """The first of the others that says the same under these names."""
    said = [getattr(row, name) for name in names]
    return next((other for other in others if [getattr(other, name) for name in names] == said), None)
