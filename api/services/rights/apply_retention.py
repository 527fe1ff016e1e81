"""Nothing is kept longer than it is needed: who left long ago is erased, used-up traces are removed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, delete, func, select, update
from sqlalchemy.orm import Session

from api.clock import CLOCK
from api.services.acting import Acting
from api.services.rights.erase_student import erase_student
from matcher.lifecycle import due_on
from matcher.vocabulary import StudentState
from models.broken_glass import BrokenGlass
from models.erasure import ErasureReason
from models.idempotency_key import IdempotencyKey
from models.import_batch import ImportBatch
from models.import_change import ImportChange
from models.import_problem import ImportProblem
from models.job import Job
from models.login_session import LoginSession
from models.match_run import MatchRun
from models.personal_link import PersonalLink
from models.plan import DistrictPlan
from models.queries.referrals import current_placement
from models.student import Student

DETAILS_GONE = "DETAILS_GONE"  # the failure of a job whose details are not kept any more
NOTHING = "{}"  # as the database writes details that are none


@dataclass(frozen=True, slots=True)
class Periods:
    """How long: of students in years after they left the programme, of traces in days."""

    left_years: int
    traces_days: int


@dataclass(frozen=True, slots=True)
class Retired:
    """What is over: students by reference, those who are employed and so stay, and numbers of traces."""

    students: list[str] = field(default_factory=list)
    employed: list[str] = field(default_factory=list)
    traces: dict[str, int] = field(default_factory=dict)


def apply_retention(acting: Acting, periods: Periods, *, dry_run: bool = False) -> Retired:
    """Erase and remove what has been kept long enough; a dry run only says what that would be.

    When somebody left is not recorded: it counts from the last change of a student who has left.
    """
    session = acting.session
    retired = Retired()
    for student in _left_before(session, _years_ago(acting, periods.left_years)):
        if current_placement(session, student.id) is not None:
            retired.employed.append(student.ref)
            continue
        retired.students.append(student.ref)
        if not dry_run:
            erase_student(acting, student, ErasureReason.RETENTION)
    before = acting.now - timedelta(days=periods.traces_days)
    for table, is_over in _traces(before, _years_ago(acting, periods.left_years)):
        count = session.scalars(select(func.count()).select_from(table).where(is_over)).one()
        retired.traces[table.__tablename__] = count
        if count and not dry_run:
            session.execute(delete(table).where(is_over).execution_options(synchronize_session=False))
    failed = _told_failures(before)
    retired.traces["jobs"] = session.scalars(select(func.count()).select_from(Job).where(failed)).one()
    if not dry_run:
        forgotten = update(Job).where(failed).values(error=DETAILS_GONE, error_params={})
        session.execute(forgotten.execution_options(synchronize_session=False))
        details = {"students": len(retired.students), **retired.traces}
        acting.record("retention.applied", ("retention", "retention"), details=details)
    return retired


def _left_before(session: Session, moment: datetime) -> Sequence[Student]:
    query = select(Student).where(
        Student.state == StudentState.LEFT_PROGRAMME,
        Student.erased_at.is_(None),
        Student.updated_at < moment,
    )
    return session.scalars(query.order_by(Student.id)).all()


def _years_ago(acting: Acting, years: int) -> datetime:
    return datetime.combine(due_on(acting.today, -12 * years), time(tzinfo=CLOCK))


def _told_failures(before: datetime) -> ColumnElement[bool]:
    """Jobs that failed long ago, and whose failure tells what stood in a file."""
    return (Job.ended_at < before) & (cast(Job.error_params, String) != NOTHING)


def _traces(before: datetime, years_before: datetime) -> list[tuple[type[Any], ColumnElement[bool]]]:
    """Tables, and which of their rows are used up; why glass was broken is asked for longer."""
    return [
        (PersonalLink, func.coalesce(PersonalLink.revoked_at, PersonalLink.expires_at) < before),
        (LoginSession, LoginSession.created_at < before),
        (IdempotencyKey, IdempotencyKey.created_at < before),
        (MatchRun, MatchRun.at < before),
        (DistrictPlan, DistrictPlan.at < before),
        (ImportChange, ImportChange.batch.has(ImportBatch.at < before)),
        (ImportProblem, ImportProblem.batch_id.in_(select(ImportBatch.id).where(ImportBatch.at < before))),
        (BrokenGlass, BrokenGlass.until < years_before),
    ]
