"""Jobs as a list."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.text.normalise import fold
from models.job import Job, JobState
from models.queries.pages import PAGE_SIZE, Page, load_page


def get(session: Session, ref: str) -> Job | None:
    """The job of this reference, of whatever kind."""
    return session.scalars(select(Job).where(Job.ref == fold(ref))).one_or_none()


def list_jobs(
    session: Session, state: JobState | None = None, *, page: int = 1, page_size: int = PAGE_SIZE
) -> Page[Job]:
    """A page of the jobs that the session sees, all or those of one state, the newest first."""
    query = select(Job) if state is None else select(Job).where(Job.state == state)
    return load_page(session, query.order_by(Job.id.desc()), page=page, page_size=page_size)
