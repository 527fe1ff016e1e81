"""What two records of one student both have is there once: terms, hardships, days at school, shortlists."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.schemas.merges import Side
from api.services.acting import Acting
from api.services.merging.compare_records import OF_TERM, TERM, same_terms, values_of
from api.services.merging.move_records import Rows, find_twin, strike_out
from models.hardship import Hardship
from models.referral import Referral
from models.relief_payment import ReliefPayment
from models.school_term import SchoolTerm
from models.schooling_event import SchoolingEvent
from models.shortlist import ShortlistItem
from models.student import Student

KNOWN_BY = ("source", "amount", "paid_on", "company_id", "taken_back_at")
"""What two payments of one term have in common that are one payment, as for an import."""


def unify_rows(acting: Acting, rows: Rows, keep: Student, drop: Student, take: Mapping[str, Side]) -> None:
    """Put the rows of both records together where one cannot have two of them; the kept one's count."""
    session = acting.session
    for kept, dropped in list(same_terms(session, keep, drop)):
        _unify_terms(acting, kept, dropped, take.get(f"{TERM}{kept.term}", Side.KEEP))
    for hardship in rows[Hardship]:
        twin = find_twin(hardship, keep.hardships, ("category", "valid_to"))
        if twin is not None:
            twin.valid_from = twin.valid_from or hardship.valid_from
            drop.hardships.remove(hardship)
    events = select(SchoolingEvent).where(SchoolingEvent.student_id == keep.id)
    known = session.scalars(events.order_by(SchoolingEvent.id)).all()
    for event in rows[SchoolingEvent]:
        twin = find_twin(event, known, ("day", "kind", "taken_back_at"))
        if twin is not None:
            _fill_in(twin, event, ("reason", "note"))
            strike_out(acting, event)
    for item in rows[ShortlistItem]:
        _unify_items(session, item, keep)
    session.flush()


def _unify_terms(acting: Acting, kept: SchoolTerm, dropped: SchoolTerm, side: Side) -> None:
    if side is Side.DROP:
        for name in OF_TERM:
            if values_of(dropped, (name,)):
                setattr(kept, name, getattr(dropped, name))
    _fill_in(kept, dropped, OF_TERM)
    known = list(kept.payments)
    for payment in list(dropped.payments):
        twin = find_twin(payment, known, KNOWN_BY)
        if twin is not None:
            _fill_in(twin, payment, ("note",))
            strike_out(acting, payment)
        payment.term = kept  # last: from now on it is sealed with another key
    of_term = select(ReliefPayment).where(ReliefPayment.term_id == dropped.id)
    for relief in acting.session.scalars(of_term):
        relief.term = kept
    strike_out(acting, dropped)
    acting.session.flush()


def _unify_items(session: Session, item: ShortlistItem, keep: Student) -> None:
    """On a shortlist of students for an opening that names both records, one place is enough."""
    twin = session.scalars(
        select(ShortlistItem).where(
            ShortlistItem.shortlist_id == item.shortlist_id,
            ShortlistItem.opening_id == item.opening_id,
            ShortlistItem.student_id == keep.id,
        )
    ).one_or_none()
    if twin is None:
        return
    for referral in session.scalars(select(Referral).where(Referral.item_id == item.id)):
        referral.item = twin
    session.flush()
    _fill_in(twin, item, ("note",))
    session.delete(item)


def _fill_in(row: Any, other: Any, names: tuple[str, ...]) -> None:
    """Let a row say what only the other one knows."""
    for name in names:
        if getattr(row, name) is None:
            setattr(row, name, getattr(other, name))
