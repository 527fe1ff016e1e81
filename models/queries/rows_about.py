"""All rows that are about one student, table by table: what is told to them, and what is erased."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from models.aid_payment import AidPayment
from models.base import Base
from models.consent import Consent, ConsentWithdrawal
from models.hardship import Hardship
from models.household import Household
from models.match_run import MatchRunList
from models.personal_link import PersonalLink
from models.placement import Placement, PlacementProof, RetentionCheck
from models.plan import PlanItem, PlanOrder
from models.pledge import Pledge
from models.referral import Referral, ReferralMove
from models.relief_payment import ReliefPayment
from models.school_term import SchoolTerm
from models.schooling_event import SchoolingEvent
from models.service_event import ServiceEvent
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student

OWN: tuple[type[Any], ...] = (
    Hardship,
    SchoolTerm,
    SchoolingEvent,
    Pledge,
    MatchRunList,
    PlanOrder,
    PlanItem,
    Shortlist,
    ShortlistItem,
    Consent,
    PersonalLink,
    Referral,
    Placement,
    ServiceEvent,
)
"""Tables that name the student."""

OF_OWN: Mapping[type[Any], Any] = {
    AidPayment: AidPayment.term,
    ConsentWithdrawal: ConsentWithdrawal.consent,
    ReferralMove: ReferralMove.referral,
    PlacementProof: PlacementProof.placement,
    RetentionCheck: RetentionCheck.placement,
}
"""Tables whose rows belong to a row that names the student."""


def rows_about(session: Session, student: Student) -> dict[type[Base], list[Any]]:
    """Every row about a student by its table, in the order in which they came; also of who is erased."""
    found: dict[type[Base], list[Any]] = {Student: [student]}
    if student.household_id is not None:
        found[Household] = [student.household]
    for table in OWN:
        found[table] = _read(session, table, table.student_id == student.id)
    for table, parent in OF_OWN.items():
        found[table] = _read(session, table, parent.has(student_id=student.id))
    to_them = (ReliefPayment.student_id == student.id) | ReliefPayment.term.has(student_id=student.id)
    if student.household_id is not None:
        to_them |= ReliefPayment.household_id == student.household_id
    found[ReliefPayment] = _read(session, ReliefPayment, to_them)
    return found


def _read(session: Session, table: type[Any], wanted: ColumnElement[bool]) -> list[Any]:
    query: Select[Any] = select(table).where(wanted)
    return list(session.scalars(query.order_by(*table.__table__.primary_key.columns)))
