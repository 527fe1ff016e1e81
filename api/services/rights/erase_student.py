"""Erase a student: the key is destroyed, what is plain is blanked, and the rows stay as those of nobody.

Figures keep their counts; what was sealed opens no more, also in backups whose keys are kept apart.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.imports.import_trace import forget_before
from api.services.not_possible import NotPossible
from api.services.placing.give_consent import withdraw_consent
from api.services.placing.move_referral import withdraw_others
from api.services.placing.personal_links import revoke_links
from matcher.vocabulary import StudentState, Way
from models.blanking import blank_head, blank_household, blank_sealed, blank_student
from models.blind_index import name_index
from models.company import Company
from models.consent import Consent
from models.erasure import Erasure, ErasureReason
from models.household import Household
from models.match_run import MatchRunList
from models.placement import Placement
from models.plan import PlanItem, PlanOrder
from models.queries.referrals import current_placement
from models.queries.rows_about import rows_about
from models.referral import Referral
from models.relief_payment import ReliefPayment
from models.school_term import SchoolTerm
from models.schooling_event import SchoolingEvent
from models.sealing import vault_of
from models.service_event import ServiceEvent
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student

NOTHING_EXPLAINED = {"bars": [], "openings_left": 0, "distance_km": None}


def erase_student(acting: Acting, student: Student, reason: ErasureReason, *, placed: bool = False) -> None:
    """Erase a student for good.

    Whoever is employed, as far as is known, is erased only if `placed` says so: the placement lasts as one of
    nobody, and is not asked about again. Raises NotPossible STILL_PLACED, ALREADY_ERASED.
    """
    if student.is_erased:
        raise NotPossible("ALREADY_ERASED")
    if not placed and current_placement(acting.session, student.id) is not None:
        raise NotPossible("STILL_PLACED")
    _stop(acting, student)
    rows = rows_about(acting.session, student)
    _leave_lists(acting.session, rows)
    for table in (SchoolTerm, SchoolingEvent, Referral, ServiceEvent):
        _blank(rows[table])
    paid = [payment for payment in rows[ReliefPayment] if _is_for(payment, student)]
    _blank_payments(paid)
    for placement in rows[Placement]:
        placement.employer_sealed = b"" if placement.opening_id is None else None
    for term in rows[SchoolTerm]:
        term.school = None
        _blank(term.payments)
    for referral in rows[Referral]:
        referral.interview_at = referral.interview_place = None
    _forget_imports(acting.session, student)
    _leave_household(acting.session, student, paid)
    student.hardships.clear()
    blank_student(student)
    student.state = StudentState.LEFT_PROGRAMME
    student.erased_at = acting.now
    student.data_key = None
    _enter(acting, student, reason)
    acting.record("student.erased", ("student", student.ref), details={"reason": reason})


def _enter(acting: Acting, student: Student, reason: ErasureReason) -> None:
    """Keep that somebody was erased, under every reference: a backup may be of before records were merged."""
    former = select(Student).where(Student.merged_into == student.ref).order_by(Student.id)
    for each in (student, *acting.session.scalars(former)):
        each.merged_key = None
        if acting.session.get(Erasure, each.ref) is None:  # it is, where a table was restored apart
            erasure = Erasure(student=each.ref, reason=reason, at=acting.now, actor=acting.who.name)
            acting.session.add(erasure)


def erase_again(acting: Acting, refs: Iterable[str]) -> list[str]:
    """Erase whoever of these is there in clear again, as after a backup was restored; who that was."""
    query = select(Student).where(Student.ref.in_(sorted(refs)), Student.erased_at.is_(None))
    found = list(acting.session.scalars(query.order_by(Student.id)))
    for student in found:
        known = acting.session.get(Erasure, student.ref)
        reason = ErasureReason.REQUEST if known is None else known.reason
        erase_student(acting, student, reason, placed=True)
    return [student.ref for student in found]


def _stop(acting: Acting, student: Student) -> None:
    """Let nothing go on: what was agreed to, what is under way, what opens a page."""
    agreed = select(Consent.company_id).where(Consent.student_id == student.id, ~Consent.withdrawal.has())
    companies = select(Company).where(Company.id.in_(agreed)).order_by(Company.id)
    for company in acting.session.scalars(companies).all():
        withdraw_consent(acting, student, company, Way.OFFICER)
    withdraw_others(acting, student)
    revoke_links(acting, student)
    acting.session.flush()


def _leave_lists(session: Session, rows: dict[Any, list[Any]]) -> None:
    """Take the student off every list; what a referral followed from stays, unexplained."""
    referred = {referral.item_id for referral in rows[Referral]}
    for item in rows[ShortlistItem]:
        if item.id in referred:
            item.explanation = NOTHING_EXPLAINED
            blank_sealed(item)
        else:
            item.shortlist.items.remove(item)
    session.flush()
    _blank(rows[Shortlist])
    worked_out = (row for table in (MatchRunList, PlanOrder, PlanItem) for row in rows[table])
    for row in [*worked_out, *(each for each in rows[Shortlist] if not each.items)]:
        session.delete(row)


def _forget_imports(session: Session, student: Student) -> None:
    """Drop what stood in rows of the student, or of a household of theirs alone, before an import."""
    owners = {student.ref}
    if student.household is not None and not _has_others(session, student):
        owners.add(student.household.ref)
    forget_before(session, owners)


def _has_others(session: Session, student: Student) -> bool:
    """Whether other children are in the student's household."""
    others = select(Student.id).where(Student.household_id == student.household_id, Student.id != student.id)
    return session.scalars(others.limit(1)).first() is not None


def _leave_household(session: Session, student: Student, payments: Iterable[ReliefPayment]) -> None:
    """Cut the tie to the household, whose name would tell; what the student was paid stays in its ledger.

    A household that nobody else is in tells of the student: it goes too or, where other payments need it,
    stays as nobody's. Of one with other children the student is the head no more.
    """
    household, has_others = student.household, _has_others(session, student)
    student.household = None
    session.flush()
    if household is None:
        return
    paid = select(ReliefPayment).where(ReliefPayment.household_id == household.id)
    if has_others:
        if _is_head(session, student, household):
            blank_head(household)
    elif ledger := session.scalars(paid.order_by(ReliefPayment.id)).all():
        _blank_payments(ledger)
        blank_household(household)
    else:
        session.delete(household)
        return
    for payment in payments:
        if payment.student_id is not None:
            payment.household_id, payment.student_id = household.id, None


def _is_head(session: Session, student: Student, household: Household) -> bool:
    """By what the two are found by: after a restore no key of the student may be left."""
    if household.head_id_number_blind is not None:
        return household.head_id_number_blind == student.id_number_blind
    if household.head_sealed is None or household.data_key is None:
        return False
    return name_index(vault_of(session), household.head or "") == student.name_blind


def _is_for(payment: ReliefPayment, student: Student) -> bool:
    return payment.student_id == student.id or (
        payment.term is not None and payment.term.student_id == student.id
    )


def _blank_payments(payments: Iterable[ReliefPayment]) -> None:
    """Leave of payments what the ledger adds up; the document that decided one names whom it was for."""
    for payment in payments:
        payment.decision = None
        blank_sealed(payment)


def _blank(rows: Iterable[Any]) -> None:
    for row in rows:
        blank_sealed(row)
