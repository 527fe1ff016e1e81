"""What has been kept long enough goes, on either side of its day; a dry run changes nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.services.access.accounts import create_account
from api.services.acting import Acting
from api.services.rights.apply_retention import DETAILS_GONE, Periods, apply_retention
from matcher.vocabulary import Evidence, StudentState
from models.audit_event import AuditEvent
from models.broken_glass import BrokenGlass
from models.erasure import Erasure, ErasureReason
from models.import_batch import ImportBatch
from models.import_problem import ImportProblem
from models.job import Job, JobKind, JobState
from models.match_run import MatchRun
from models.personal_link import PersonalLink
from models.placement import Placement
from models.plan import DistrictPlan
from models.principal import Principal, Role
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_student

NOW = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
PERIODS = Periods(left_years=3, traces_days=30)
MONTH = timedelta(days=30)


@pytest.fixture
def acting(session: Session) -> Acting:
    return Acting(session, Principal.operator("test"), NOW)


def a_left_student(
    session: Session, vault: Vault, changed: datetime, number: int = 0, **facts: object
) -> Student:
    known = {"state": StudentState.LEFT_PROGRAMME} | facts
    student = a_student(vault, id_number=f"32020520060901{number:03}X", **known)
    session.add(student)
    session.flush()
    session.execute(update(Student).where(Student.id == student.id).values(updated_at=changed))
    session.refresh(student)
    return student


@pytest.mark.parametrize(
    ("changed", "state", "erased"),
    [
        (datetime(2023, 11, 1, 15, 59, tzinfo=UTC), StudentState.LEFT_PROGRAMME, True),
        (datetime(2023, 11, 1, 16, 0, tzinfo=UTC), StudentState.LEFT_PROGRAMME, False),
        (datetime(2020, 1, 1, tzinfo=UTC), StudentState.MOVED_AWAY, False),
        (datetime(2020, 1, 1, tzinfo=UTC), StudentState.SEEKING, False),
    ],
)
def test_who_left_long_ago_is_erased(
    acting: Acting, vault: Vault, changed: datetime, state: StudentState, erased: bool
) -> None:
    student = a_left_student(acting.session, vault, changed, state=state)
    retired = apply_retention(acting, PERIODS)
    assert retired.students == [student.ref] * erased
    assert student.is_erased is erased
    reasons = acting.session.scalars(select(Erasure.reason)).all()
    assert reasons == [ErasureReason.RETENTION] * erased


def test_whoever_is_employed_stays_and_is_told_of(acting: Acting, vault: Vault) -> None:
    student = a_left_student(acting.session, vault, datetime(2020, 1, 1, tzinfo=UTC))
    begun = {"started": date(2026, 1, 2), "evidence": Evidence.CONTRACT, "employer": "超市"}
    acting.session.add(Placement(student=student, recorded_at=NOW, recorded_by="account:a", **begun))
    acting.session.flush()
    retired = apply_retention(acting, PERIODS)
    assert (retired.students, retired.employed, student.is_erased) == ([], [student.ref], False)


def add_traces(session: Session, vault: Vault, at: datetime, number: int) -> None:
    """A link revoked, one that ran out, a run, a plan, an import's problem and a failure, of one moment."""
    student = a_student(vault, id_number=f"32020520060902{number:03}X")
    for name, facts in (("r", {"revoked_at": at, "expires_at": NOW + MONTH}), ("e", {"expires_at": at})):
        mac = f"{name}{number}".encode()
        session.add(PersonalLink(student=student, secret_mac=mac, made_at=at, made_by="a", **facts))
    run, plan = (Job(kind=kind, actor="a", params={}, queued_at=at) for kind in (JobKind.RUN, JobKind.PLAN))
    session.add(MatchRun(job=run, as_of=at.date(), k=5, policy="p", snapshot="s", code="c", at=at))
    session.add(DistrictPlan(job=plan, as_of=at.date(), candidates=50, at=at))
    failed = Job(kind=JobKind.IMPORT, actor="a", params={}, queued_at=at, ended_at=at, state=JobState.FAILED)
    failed.error, failed.error_params = "COLUMNS_MISSING", {"found": f"姓名 {number}"}
    counts = dict.fromkeys(("created", "updated", "unchanged", "duplicates", "not_in_file"), 0)
    counts |= {"read": 1, "rejected": 1}
    told = {"kind": "students", "file_name": "名册.xlsx", "content_mac": "0" * 64, "actor": "a", "at": at}
    batch = ImportBatch(**told, **counts)
    session.add_all([failed, batch])
    session.flush()
    session.add(ImportProblem(batch_id=batch.id, code="REQUIRED", severity="error", value="王", row=number))
    session.flush()


def test_traces_go_once_they_are_used_up(acting: Acting, vault: Vault) -> None:
    add_traces(acting.session, vault, NOW - MONTH - timedelta(seconds=1), 1)
    add_traces(acting.session, vault, NOW - MONTH, 2)
    expected = {"personal_links": 2, "login_sessions": 0, "idempotency_keys": 0, "match_runs": 1}
    expected |= {"plans": 1, "import_changes": 0, "import_problems": 1, "broken_glass": 0, "jobs": 1}
    assert apply_retention(acting, PERIODS, dry_run=True).traces == expected
    assert apply_retention(acting, PERIODS).traces == expected
    assert apply_retention(acting, PERIODS).traces == dict.fromkeys(expected, 0)
    links = acting.session.scalars(select(PersonalLink.secret_mac).order_by(PersonalLink.id)).all()
    assert links == [b"r2", b"e2"]
    failures = select(Job.error, Job.error_params).where(Job.error.is_not(None)).order_by(Job.id)
    told = [tuple(row) for row in acting.session.execute(failures)]
    assert told == [(DETAILS_GONE, {}), ("COLUMNS_MISSING", {"found": "姓名 2"})]
    assert acting.session.scalars(select(ImportProblem.row)).all() == [2]


@pytest.mark.parametrize(("until", "kept"), [(timedelta(seconds=-1), 0), (timedelta(), 1)])
def test_why_a_record_was_opened_in_an_emergency_is_kept_for_years(
    acting: Acting, vault: Vault, until: timedelta, kept: int
) -> None:
    last = datetime(2023, 11, 1, 16, tzinfo=UTC) + until
    account, _ = create_account(acting, "wang", Role.OFFICER)
    glass = BrokenGlass(account=account, student="a" * 26, at=last - timedelta(hours=4), until=last)
    glass.reason = "孩子今夜失联"
    acting.session.add(glass)
    acting.session.flush()
    apply_retention(acting, PERIODS)
    assert len(acting.session.scalars(select(BrokenGlass)).all()) == kept


def test_a_dry_run_says_the_same_and_does_nothing(acting: Acting, vault: Vault) -> None:
    student = a_left_student(acting.session, vault, datetime(2020, 1, 1, tzinfo=UTC))
    tried = apply_retention(acting, PERIODS, dry_run=True)
    assert (tried.students, student.is_erased) == ([student.ref], False)
    assert acting.session.scalars(select(AuditEvent.act)).all() == []
    assert apply_retention(acting, PERIODS) == tried
    acts = acting.session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)).all()
    assert acts == ["student.erased", "retention.applied"]
