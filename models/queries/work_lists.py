"""What waits for an officer: each list with the students it is about, the most urgent first.

Told a student, a list says what waits of that one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, joinedload, selectinload

from matcher.lifecycle import due_on
from matcher.vocabulary import ReferralState, StudentState
from models.consent import Consent
from models.hardship import Hardship
from models.opening import Opening
from models.placement import Placement
from models.queries.listed_placements import is_check_due
from models.queries.listed_referrals import is_unanswered, last_asked, state_since
from models.queries.service_events import is_waiting
from models.referral import Referral, ReferralMove
from models.service_event import ServiceEvent
from models.student import Student

BY_LINK = "link:"
"""How the name of whoever acts by a personal link begins."""


@dataclass(frozen=True, slots=True)
class Work:
    """One student who waits for something: since when or until when, and over which row of which version."""

    student: str  # reference
    place: str | None  # division code
    at: date | datetime | None
    about: tuple[str, str] | None = None  # kind and reference of the row
    params: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None


def new_graduates(session: Session, since: date, until: date, student: Student | None = None) -> list[Work]:
    """Those whose course ends in these days, and of whom nobody has said yet whether they seek work."""
    query = (
        select(Student.ref, Student.place, Student.graduation)
        .where(
            or_(Student.state.is_(None), Student.state == StudentState.NOT_CONTACTED),
            Student.graduation >= since,
            Student.graduation <= until,
            *_is(Student.id, student),
        )
        .order_by(Student.graduation, Student.id)
    )
    return [Work(*row) for row in session.execute(query)]


def unanswered_referrals(session: Session, before: datetime, student: Student | None = None) -> list[Work]:
    """Referrals that a company was sent, or asked about again, before a moment, and has not answered."""
    query = (
        select(Referral)
        .where(is_unanswered(before), *_is(Referral.student_id, student))
        .options(joinedload(Referral.student), joinedload(Referral.opening), joinedload(Referral.company))
        .order_by(last_asked, Referral.id)
    )
    return [_of_referral(each, each.chased_at or each.sent_at) for each in session.scalars(query)]


def corrections(session: Session, student: Student | None = None) -> list[Work]:
    """What students asked to be put right and nobody has settled, in their words; the longest first."""
    query = (
        select(ServiceEvent)
        .where(is_waiting(), *_is(ServiceEvent.student_id, student))
        .options(joinedload(ServiceEvent.student))
        .order_by(ServiceEvent.at, ServiceEvent.id)
    )
    return [
        Work(each.student.ref, each.student.place, each.at, ("correction", each.ref), {"words": each.note})
        for each in session.scalars(query)
    ]


def interviews_to_tell(session: Session, now: datetime, student: Student | None = None) -> list[Work]:
    """Interviews to come of which nobody has noted that the student knows, the next first."""
    query = (
        select(Referral)
        .where(
            Referral.state == ReferralState.INTERVIEW,
            Referral.interview_at >= now,
            Referral.interview_told_at.is_(None),
            *_is(Referral.student_id, student),
        )
        .options(joinedload(Referral.student), joinedload(Referral.opening), joinedload(Referral.company))
        .order_by(Referral.interview_at, Referral.id)
    )
    return [
        _of_referral(each, each.interview_at, {"met_at": each.interview_at, "met_in": each.interview_place})
        for each in session.scalars(query)
    ]


def referrals_to_send(session: Session, student: Student | None = None) -> list[Work]:
    """Referrals that the student has agreed to and nobody has sent, the longest agreed first."""
    query = (
        select(Referral, state_since.label("since"))
        .where(Referral.state == ReferralState.CONSENTED, *_is(Referral.student_id, student))
        .options(joinedload(Referral.student), joinedload(Referral.opening), joinedload(Referral.company))
        .order_by("since", Referral.id)
    )
    return [_of_referral(referral, since) for referral, since in session.execute(query)]


def refusals_by_link(session: Session, since: datetime, student: Student | None = None) -> list[Work]:
    """Referrals that students have ended by their own link since a moment, the latest first."""
    query = (
        select(Referral, ReferralMove.at)
        .join(ReferralMove, ReferralMove.referral_id == Referral.id)
        .where(
            ReferralMove.state.in_((ReferralState.DECLINED, ReferralState.WITHDRAWN)),
            ReferralMove.actor.startswith(BY_LINK),
            ReferralMove.at >= since,
            *_is(Referral.student_id, student),
        )
        .options(joinedload(Referral.student), joinedload(Referral.opening), joinedload(Referral.company))
        .order_by(ReferralMove.at.desc(), ReferralMove.id.desc())
    )
    return [_of_referral(referral, at) for referral, at in session.execute(query)]


def retention_checks(session: Session, day: date, student: Student | None = None) -> list[Work]:
    """Placements of which one has to ask whether they last, the check that is longest due first."""
    query = _placements(is_check_due(day), *_is(Placement.student_id, student)).options(
        selectinload(Placement.checks)
    )
    waiting = []
    for placement in session.scalars(query.order_by(Placement.id)):
        due = [months for months in placement.months_to_ask if due_on(placement.started, months) <= day]
        waiting.append(_of_placement(placement, due_on(placement.started, due[0]), {"months": due}))
    return sorted(waiting, key=lambda work: str(work.at))


def starts(session: Session, day: date, student: Student | None = None) -> list[Work]:
    """Placements whose first day has come, while the student counts as about to start."""
    to_start = Student.state == StudentState.TO_START
    begun = (Placement.ended.is_(None), Placement.started <= day, Placement.student.has(to_start))
    query = _placements(*begun, *_is(Placement.student_id, student))
    ordered = session.scalars(query.order_by(Placement.started, Placement.id))
    return [_of_placement(placement, placement.started) for placement in ordered]


def consents_expiring(
    session: Session, since: date, until: date, student: Student | None = None
) -> list[Work]:
    """Consents whose last day is near, and after which there is none for that company."""
    later = aliased(Consent)
    goes_on = (
        select(later.id)
        .where(
            later.student_id == Consent.student_id,
            later.company_id == Consent.company_id,
            ~later.withdrawal.has(),
            or_(later.until > Consent.until, (later.until == Consent.until) & (later.id > Consent.id)),
        )
        .exists()
    )
    query = (
        select(Consent)
        .where(Consent.until >= since, Consent.until <= until, ~Consent.withdrawal.has(), ~goes_on)
        .where(*_is(Consent.student_id, student))
        .options(joinedload(Consent.student), joinedload(Consent.company))
        .order_by(Consent.until, Consent.id)
    )
    return [
        Work(
            each.student.ref,
            each.student.place,
            each.until,
            ("consent", each.ref),
            {"company": each.company.name},
        )
        for each in session.scalars(query)
    ]


def hardships_ending(
    session: Session, since: date, until: date, student: Student | None = None
) -> list[Work]:
    """Students whose last hardship on record ends in these days; which one that is stays sealed."""
    last = func.max(Hardship.valid_to)
    query = (
        select(Student.ref, Student.place, last)
        .join(Student.hardships)
        .where(or_(Student.state.is_(None), Student.state != StudentState.LEFT_PROGRAMME))
        .where(*_is(Student.id, student))
        .group_by(Student.id, Student.ref, Student.place)
        .having(func.count(Hardship.id) == func.count(Hardship.valid_to), last >= since, last <= until)
        .order_by(last, Student.id)
    )
    return [Work(*row) for row in session.execute(query)]


def _is(column: InstrumentedAttribute[int], student: Student | None) -> list[ColumnElement[bool]]:
    return [] if student is None else [column == student.id]


def _placements(*wanted: Any) -> Any:
    opening = joinedload(Placement.opening).joinedload(Opening.company)
    return select(Placement).where(*wanted).options(joinedload(Placement.student), opening)


def _of_referral(referral: Referral, at: datetime | None, params: Mapping[str, Any] | None = None) -> Work:
    student = referral.student
    told = {"company": referral.company.name, "title": referral.opening.title, **(params or {})}
    return Work(student.ref, student.place, at, ("referral", referral.ref), told, referral.version)


def _of_placement(placement: Placement, at: date, params: Mapping[str, Any] | None = None) -> Work:
    opening = placement.opening
    employer = placement.employer if opening is None else opening.company.name
    told = {"employer": employer, **(params or {})}
    student = placement.student
    return Work(student.ref, student.place, at, ("placement", placement.ref), told, placement.version)
