"""Imports that were applied."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.text.normalise import fold
from models.import_batch import ImportBatch
from models.job import Job, JobKind
from models.queries.pages import PAGE_SIZE, Page, load_page


def list_batches(session: Session, *, page: int = 1, page_size: int = PAGE_SIZE) -> Page[ImportBatch]:
    """A page of them, the last first."""
    query = select(ImportBatch).order_by(ImportBatch.id.desc())
    return load_page(session, query, page=page, page_size=page_size)


def find_batch(session: Session, ref: str) -> ImportBatch | None:
    """The import of this reference, or that the order of this reference became."""
    batch = session.scalars(select(ImportBatch).where(ImportBatch.ref == fold(ref))).one_or_none()
    if batch is not None:
        return batch
    ordered = select(Job).where(Job.kind == JobKind.IMPORT, Job.ref == fold(ref))
    job = session.scalars(ordered).one_or_none()
    if job is None or "batch" not in job.result:
        return None
    return session.scalars(select(ImportBatch).where(ImportBatch.ref == job.result["batch"])).one_or_none()
