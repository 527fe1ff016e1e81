"""Registry files that officers import: ordered here, done by a worker, asked for until they are done."""

from pathlib import PurePath
from typing import Any

from flask import abort
from werkzeug.datastructures import FileStorage

from api.access import open_to
from api.errors import Refused
from api.extensions import acting, audit, reading, send_after_commit, uploads, writing
from api.presenters.import_batches import batch_document, batch_page
from api.presenters.jobs import import_document_of
from api.registry_files.errors import FileProblem, RegistryFileError
from api.rest.blueprints import RestBlueprint, refusal
from api.schemas.rest.envelopes import PageQuery
from api.schemas.rest.officer_jobs import (
    NAME_LENGTH,
    BatchPage,
    BatchShown,
    ImportAnswer,
    ImportFile,
    ImportOrder,
    UndoOrder,
)
from api.services.imports.undo_import import undo_import
from api.services.jobs import cancel, find_job, order
from models.audit import Act
from models.import_batch import UndoReason
from models.job import JobKind
from models.principal import Role
from models.queries.import_batches import find_batch, list_batches
from models.queries.job_results import import_problems

blueprint = RestBlueprint("imports", "Registry files: read by a worker, with their problems row by row.")


@blueprint.post("/imports")
@open_to(Role.OFFICER)
@blueprint.arguments(ImportOrder, location="form")
@blueprint.arguments(ImportFile, location="files")
@blueprint.response(202, ImportAnswer)
def order_import(told: dict[str, Any], files: dict[str, FileStorage]) -> dict[str, Any]:
    """Order the import of a file; importing companies and openings vouches for them."""
    file = files["file"]
    name = PurePath(file.filename or "").name[-NAME_LENGTH:]
    params = {"kind": told["kind"], "sheet": told["sheet"], "file": name}
    job = order(acting(), JobKind.IMPORT, params, details={"kind": told["kind"]})
    try:
        uploads().keep(job.ref, file.stream)
    except RegistryFileError as error:
        if error.code is FileProblem.FILE_TOO_LARGE:
            abort(413)
        raise Refused(422, "FILE_EMPTY") from error
    send_after_commit(writing(), job)
    return import_document_of(job, None)


@blueprint.get("/imports")
@open_to(Role.OFFICER)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, BatchPage)
def list_imports(query: dict[str, Any]) -> dict[str, Any]:
    """The imports that were applied, by whomever."""
    return batch_page(list_batches(reading(), page=query["page"], page_size=query["page_size"]))


@blueprint.get("/imports/<ref>")
@open_to(Role.OFFICER)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, ImportAnswer)
def read_import(query: dict[str, Any], ref: str) -> dict[str, Any]:
    """How far an import is; once it is done, its counts and a page of its problems."""
    session = reading()
    job = find_job(session, JobKind.IMPORT, ref)
    if job is None:
        abort(404)
    problems = import_problems(session, job, page=query["page"], page_size=query["page_size"])
    if problems is not None and problems.items:
        audit(Act("import.problems", ("import", ref), fields=("value",)))
    return import_document_of(job, problems)


@blueprint.post("/imports/<ref>/cancel")
@open_to(Role.OFFICER)
@blueprint.doc(responses={"404": refusal(404), "409": refusal(409)})
@blueprint.response(200, ImportAnswer)
def cancel_import(ref: str) -> dict[str, Any]:
    """Call an import off: as long as it is not done, nothing of the file is kept."""
    job = find_job(writing(), JobKind.IMPORT, ref) or abort(404)
    cancel(acting(), job)
    uploads().remove(ref)
    return import_document_of(job, None)


@blueprint.post("/imports/<ref>/undo")
@open_to(Role.OFFICER)
@blueprint.doc(responses={"404": refusal(404), "409": refusal(409)})
@blueprint.arguments(UndoOrder)
@blueprint.response(200, BatchShown)
def undo(told: dict[str, Any], ref: str) -> dict[str, Any]:
    """Undo an import as a whole, as long as nothing was built on it; `ref` is its own or its order's."""
    batch = find_batch(writing(), ref) or abort(404)
    undo_import(acting(), batch, UndoReason(told["reason"]))
    return batch_document(batch)
