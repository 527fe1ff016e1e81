"""What the yearly report counts, read in bulk: persons by number, days and codes, never who they are."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from matcher.vocabulary import (
    Completion,
    Education,
    EndReason,
    Evidence,
    HardshipCategory,
    OpeningStatus,
    ReferralState,
    StudentState,
)
from models.company import Company, CompanyStatus
from models.opening import Opening
from models.placement import Placement, Retention, RetentionCheck
from models.queries.groups import load_hardships
from models.referral import Referral, ReferralMove
from models.student import Student

_MET = (ReferralState.INTERVIEW, ReferralState.OFFER, ReferralState.HIRED)
_IS_HIRE = (
    Placement.internship.is_(False),
    or_(Placement.end_reason.is_(None), Placement.end_reason != EndReason.NEVER_STARTED),
)


@dataclass(frozen=True, slots=True)
class Person:
    """One student, by the number of the row: there is one row for each ID number."""

    number: int
    household: int | None
    place: str | None  # division code
    education: Education | None
    completion: Completion | None
    graduation: date | None
    state: StudentState | None
    fields: frozenset[str]  # of study
    hardships: frozenset[HardshipCategory]  # those that hold on the day


@dataclass(frozen=True, slots=True)
class Hire:
    """One employment of a person; internships, and work that was never begun, are none."""

    person: int
    started: date
    ended: date | None
    evidence: Evidence
    occupation: str | None
    checks: Mapping[int, Retention]  # months after the start → what was found


@dataclass(frozen=True, slots=True)
class Introduction:
    """One referral that was sent to a company, and when the company first met the person."""

    person: int
    sent_at: datetime
    met_at: datetime | None


@dataclass(frozen=True, slots=True)
class MarketCounts:
    """Companies and openings on a day."""

    registered: int
    active: int
    with_openings: int
    openings: int
    headcount: int


def load_people(session: Session, as_of: date) -> list[Person]:
    """Everybody on the register, with the hardships of that day.

    Raises VaultMissing, WrongKey or SealBroken.
    """
    hardships = load_hardships(session, as_of)
    query = select(
        Student.id,
        Student.ref,
        Student.household_id,
        Student.place,
        Student.education,
        Student.completion,
        Student.graduation,
        Student.state,
        Student.fields,
    ).where(Student.merged_into.is_(None))
    return [
        Person(
            number=row.id,
            household=row.household_id,
            place=row.place,
            education=row.education,
            completion=row.completion,
            graduation=row.graduation,
            state=row.state,
            fields=frozenset(row.fields),
            hardships=frozenset(hardships.get(row.ref, ())),
        )
        for row in session.execute(query.order_by(Student.id))
    ]


def load_hires(session: Session) -> list[Hire]:
    """Every employment there was, in order of days."""
    checks: defaultdict[int, dict[int, Retention]] = defaultdict(dict)
    asked = select(RetentionCheck.placement_id, RetentionCheck.months, RetentionCheck.outcome)
    for number, months, outcome in session.execute(asked):
        checks[number][months] = outcome
    query = (
        select(
            Placement.id,
            Placement.student_id,
            Placement.started,
            Placement.ended,
            Placement.evidence,
            func.coalesce(Placement.occupation, Opening.occupation),
        )
        .outerjoin(Placement.opening)
        .where(*_IS_HIRE)
        .order_by(Placement.started, Placement.id)
    )
    return [
        Hire(person, started, ended, evidence, occupation, checks.get(number, {}))
        for number, person, started, ended, evidence, occupation in session.execute(query)
    ]


def count_hired(session: Session, since: date, until: date) -> int:
    """Persons of whom an employment began from one day to another."""
    query = select(func.count(Placement.student_id.distinct()))
    return session.scalars(query.where(*_IS_HIRE, Placement.started.between(since, until))).one()


def load_introductions(session: Session) -> list[Introduction]:
    """Every referral that was sent, in order of moments."""
    met = (
        select(ReferralMove.referral_id, func.min(ReferralMove.at).label("at"))
        .where(ReferralMove.state.in_(_MET))
        .group_by(ReferralMove.referral_id)
        .subquery()
    )
    query = (
        select(Referral.student_id, Referral.sent_at, met.c.at)
        .outerjoin(met, met.c.referral_id == Referral.id)
        .where(Referral.sent_at.is_not(None))
        .order_by(Referral.sent_at, Referral.id)
    )
    return [Introduction(*row) for row in session.execute(query)]


def count_market(session: Session, as_of: date) -> MarketCounts:
    """Companies that had joined by that day, and what they offered on it."""
    joined = or_(Company.joined.is_(None), Company.joined <= as_of)
    active = Company.status == CompanyStatus.ACTIVE
    valid = _valid(as_of)

    def count(query: ColumnElement[int], *conditions: ColumnElement[bool]) -> int:
        return int(session.scalars(select(query).where(*conditions)).one() or 0)

    offered = select(func.count(), func.sum(Opening.headcount), func.count(Opening.company_id.distinct()))
    openings, headcount, with_openings = session.execute(
        offered.join(Opening.company).where(active, *valid)
    ).one()
    return MarketCounts(
        registered=count(func.count(Company.id), joined),
        active=count(func.count(Company.id), joined, active),
        with_openings=with_openings,
        openings=openings,
        headcount=int(headcount or 0),
    )


def _valid(as_of: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Opening.status == OpeningStatus.OPEN,
        or_(Opening.published.is_(None), Opening.published <= as_of),
        Opening.valid_to >= as_of,
    )
