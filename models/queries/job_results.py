"""What jobs left behind, a page at a time."""

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from matcher.text.normalise import fold
from models.import_batch import ImportBatch
from models.import_problem import ImportProblem, Severity
from models.job import Job, JobKind, JobState
from models.match_run import MatchRun, MatchRunList
from models.queries.pages import PAGE_SIZE, Page, load_page
from models.student import Student


def import_problems(session: Session, job: Job, *, page: int, page_size: int) -> Page[ImportProblem] | None:
    """The problems of an import in the order of its file; None as long as it is not done."""
    if "batch" not in job.result:
        return None
    query = (
        select(ImportProblem)
        .join(ImportBatch, ImportBatch.id == ImportProblem.batch_id)
        .where(ImportBatch.ref == job.result["batch"])
        .order_by(ImportProblem.id)
    )
    return load_page(session, query, page=page, page_size=page_size)


def problems_of(
    session: Session,
    batch: ImportBatch,
    severity: str | None = None,
    *,
    page: int,
    page_size: int = PAGE_SIZE,
) -> Page[ImportProblem]:
    """The problems of an import that was applied, in the order of its file, errors before warnings."""
    query = select(ImportProblem).where(ImportProblem.batch_id == batch.id)
    if severity is not None:
        query = query.where(ImportProblem.severity == Severity(severity))
    query = query.order_by(ImportProblem.severity, ImportProblem.id)  # error comes before warning
    return load_page(session, query, page=page, page_size=page_size)


def order_of(session: Session, trial: Job) -> Job | None:
    """The import that followed from a trial, unless it came to nothing; nobody else orders one meanwhile."""
    session.execute(select(Job.id).where(Job.id == trial.id).with_for_update())
    query = select(Job).where(
        Job.kind == JobKind.IMPORT,
        Job.params["tried"].as_string() == trial.ref,
        Job.state.not_in((JobState.FAILED, JobState.CANCELLED)),
    )
    return session.scalars(query.order_by(Job.id.desc()).limit(1)).one_or_none()


def run_of(session: Session, job: Job) -> MatchRun | None:
    """The run that a job makes, once it has begun."""
    return session.scalars(select(MatchRun).where(MatchRun.job_id == job.id)).one_or_none()


def run_lists(session: Session, job: Job, *, page: int, page_size: int) -> Page[MatchRunList]:
    """The shortlists of a run, in the order of the registry."""
    query = (
        select(MatchRunList)
        .join(MatchRun, MatchRun.id == MatchRunList.run_id)
        .where(MatchRun.job_id == job.id)
        .options(joinedload(MatchRunList.student, innerjoin=True))
        .order_by(MatchRunList.student_id)
    )
    return load_page(session, query, page=page, page_size=page_size)


def run_list(session: Session, run: MatchRun, student: str) -> MatchRunList | None:
    """The shortlist that a run made for the student of this reference."""
    query = (
        select(MatchRunList)
        .join(MatchRunList.student)
        .where(MatchRunList.run_id == run.id, Student.ref == fold(student))
        .options(contains_eager(MatchRunList.student))
    )
    return session.scalars(query).one_or_none()
