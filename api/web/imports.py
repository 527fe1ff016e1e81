"""Imports, for officers of the district: a file to try, empty templates, and what was imported."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from api.access import open_to
from api.extensions import acting, reading, send_after_commit, uploads, writing
from api.i18n import marked
from api.presenters.failures import failure_sentence
from api.presenters.import_batches import batch_page
from api.presenters.import_pages import kind_choices, undo_choices
from api.registry_files.columns import RegistryKind
from api.registry_files.errors import FileProblem
from api.registry_files.sheet_reader import MAX_BYTES, MEGABYTE
from api.registry_files.templates import write_template
from api.returning import PROBLEM, go_back
from api.schemas.rest.officer_jobs import NAME_LENGTH
from api.services.imports.undo_import import undo_import
from api.services.jobs import order
from api.web.filters import page_number
from api.web.forms import done, field
from api.web.workbooks import download
from models.import_batch import UndoReason
from models.job import Job, JobKind
from models.principal import Role
from models.queries.import_batches import find_batch, list_batches

blueprint = Blueprint("imports_pages", __name__, url_prefix="/imports")


@blueprint.get("")
@open_to(Role.OFFICER)
def listed() -> str:
    """A file to choose, the templates, and the imports that were applied, the last first."""
    return render_template(
        "imports/listed.html",
        kinds=kind_choices(),
        page=batch_page(list_batches(reading(), page=page_number())),
        reasons=undo_choices(),
        most=MAX_BYTES // MEGABYTE,
    )


@blueprint.post("")
@open_to(Role.OFFICER)
def try_out() -> Response:
    """Take a file and find out what its import would do."""
    file, kind = request.files.get("file"), _kind(field("kind"))
    content = file.stream.read(MAX_BYTES + 1) if file else b""
    if not content:
        return go_back(failure_sentence(FileProblem.FILE_EMPTY.value, {}), PROBLEM)
    if len(content) > MAX_BYTES:
        told = {"megabytes": MAX_BYTES // MEGABYTE}
        return go_back(failure_sentence(FileProblem.FILE_TOO_LARGE.value, told), PROBLEM)
    name = PurePath((file and file.filename) or "").name[-NAME_LENGTH:]
    job = order_import(content, {"kind": kind.value, "sheet": None, "file": name, "trial": True})
    return done(marked("The file is here."), f"/imports/{job.ref}")


@blueprint.get("/templates/<kind>.xlsx")
@open_to(Role.OFFICER)
def template(kind: str) -> Response:
    """An empty file to fill in."""
    known = _kind(kind)
    with TemporaryDirectory() as folder:
        path = Path(folder, "template.xlsx")
        write_template(known, path)
        return download(path.read_bytes(), f"aixin-{known.value}")


@blueprint.post("/<ref>/undo")
@open_to(Role.OFFICER)
def undo(ref: str) -> Response:
    """Undo an import as a whole, as long as nothing was built on it."""
    batch = find_batch(writing(), ref) or abort(404)
    told = field("reason")
    undo_import(acting(), batch, UndoReason(told) if told in list(UndoReason) else UndoReason.OTHER)
    return done(marked("Undone: the registry is as it was before."))


def order_import(content: bytes, params: Mapping[str, Any]) -> Job:
    """Order a job with its file; a worker is sent for once that is kept."""
    act, details = "tried" if params.get("trial") else "ordered", {"kind": params["kind"]}
    job = order(acting(), JobKind.IMPORT, {**params, "remembered": True}, act=act, details=details)
    uploads().keep(job.ref, BytesIO(content))
    send_after_commit(writing(), job)
    return job


def _kind(word: str) -> RegistryKind:
    return RegistryKind(word) if word in list(RegistryKind) else abort(404)
