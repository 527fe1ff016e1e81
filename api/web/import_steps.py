"""One import, step by step: under way, what it would do, columns to map, and its problems when it is done."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from api.access import open_to
from api.errors import Refused
from api.extensions import acting, audit, nobody_at_work, reading, uploads, writing
from api.i18n import marked
from api.presenters.import_batches import batch_document
from api.presenters.import_pages import (
    NOT_WANTED,
    count_rows,
    problem_rows,
    rejected_workbook,
    stored_rows,
    trial_document,
    undo_choices,
)
from api.presenters.jobs import job_document
from api.registry_files.columns import RegistryKind
from api.registry_files.errors import RegistryFileError
from api.schemas.problems import Severity
from api.services.imports.column_mappings import remember_columns, remembered_columns
from api.services.imports.import_result import counts_of
from api.services.imports.import_trials import FOUND, Trial, find_trial, rows_of
from api.services.jobs import cancel, find_job
from api.services.not_possible import NotPossible
from api.web.filters import page_number
from api.web.forms import done, field
from api.web.imports import order_import
from api.web.workbooks import download
from models.audit import Act
from models.job import Job, JobKind, JobState
from models.principal import Role
from models.queries.import_batches import find_batch
from models.queries.job_results import order_of, problems_of
from models.queries.pages import PAGE_SIZE, page_of

MOST_COLUMNS = 200  # that are mapped at once

blueprint = Blueprint("import_steps_pages", __name__, url_prefix="/imports")


@blueprint.get("/<ref>")
@open_to(Role.OFFICER)
def read(ref: str) -> str:
    """How far an import is; what it would do, or what it did, with its problems."""
    job = find_job(reading(), JobKind.IMPORT, ref)
    if job is None or "batch" in job.result:
        return _applied(ref)
    trial = find_trial(uploads(), ref) if job.params.get("trial") else None
    told: dict[str, Any] = {"job": job_document(job) | {"file": job.params["file"]}}
    if job.state in (JobState.QUEUED, JobState.RUNNING):
        return render_template("imports/under_way.html", **told, unattended=nobody_at_work())
    if trial is None:
        return render_template("imports/over.html", **told)
    severity = _severity()
    shown = page_of(trial.shown(severity), page=page_number(), page_size=PAGE_SIZE)
    audit(Act("import.problems", ("import", ref), fields=("value",)))
    return render_template(
        "imports/tried.html",
        trial=trial_document(trial, RegistryKind(job.params["kind"])),
        page=problem_rows(shown),
        severity=severity,
        not_wanted=NOT_WANTED,
        **told,
    )


@blueprint.post("/<ref>/columns")
@open_to(Role.OFFICER)
def map_columns(ref: str) -> Response:
    """Remember what columns mean, for this file and those to come, and try the file again."""
    job, _ = _tried(ref)
    headers, fields = request.form.getlist("header"), request.form.getlist("field")
    said = {
        header: None if name == NOT_WANTED else name
        for header, name in list(zip(headers, fields, strict=False))[:MOST_COLUMNS]
        if name
    }
    remember_columns(acting(), RegistryKind(job.params["kind"]), said)
    sheet = field("sheet") or job.params.get("sheet")
    again = order_import(uploads().open(ref), {**job.params, "sheet": sheet})
    _let_go(ref)
    return done(marked("Remembered for the next file too. The file is read again."), f"/imports/{again.ref}")


@blueprint.post("/<ref>/confirm")
@open_to(Role.OFFICER)
def confirm(ref: str) -> Response:
    """Import what was tried; columns that were mapped otherwise since have to be tried first."""
    job, trial = _tried(ref)
    if trial.counts is None:
        raise Refused(409, "NOT_TRIED")
    if remembered_columns(writing(), RegistryKind(job.params["kind"])) != trial.remembered:
        raise Refused(409, "COLUMNS_CHANGED")
    applied = order_of(writing(), job)  # by a click before this one
    if applied is None:
        applied = order_import(uploads().open(ref), {**job.params, "trial": False, "tried": ref})
    return done(marked("The import is under way."), f"/imports/{applied.ref}")


@blueprint.post("/<ref>/cancel")
@open_to(Role.OFFICER)
def call_off(ref: str) -> Response:
    """Call an import off, or let go of a file that was tried: nothing of it is kept."""
    by = acting()
    job = find_job(by.session, JobKind.IMPORT, ref) or abort(404)
    try:
        cancel(by, job)
    except NotPossible:
        if not job.params.get("trial"):
            raise
        by.record("import.cancelled", ("import", ref))  # over already: its file is let go of
    _let_go(ref)
    return done(marked("Nothing was imported, and the file is gone."), "/imports")


@blueprint.get("/<ref>/rejected.xlsx")
@open_to(Role.OFFICER)
def rejected(ref: str) -> Response:
    """The rejected rows with the problems beside each, to be corrected by hand and imported again."""
    job = find_job(reading(), JobKind.IMPORT, ref) or abort(404)
    trial = find_trial(uploads(), ref) or abort(404)
    kind = RegistryKind(job.params["kind"])
    try:
        rows = rows_of(uploads().open(ref), kind, trial, trial.rejected_rows)
    except RegistryFileError:
        abort(404)
    audit(Act("import.rejected", ("import", ref), fields=tuple(name for name, _ in trial.columns)))
    return download(rejected_workbook(trial, kind, rows), f"aixin-{kind.value}-rejected")


def _applied(ref: str) -> str:
    """An import that was applied: its counts, its problems, and a way back."""
    batch = find_batch(reading(), ref) or abort(404)
    severity = _severity()
    page = problems_of(reading(), batch, severity and severity.value, page=page_number())
    job = find_job(reading(), JobKind.IMPORT, ref)
    tried = job.params.get("tried") if job else None
    audit(Act("import.problems", ("import", batch.ref), fields=("value",)))
    return render_template(
        "imports/applied.html",
        batch=batch_document(batch),
        counts=count_rows(counts_of(batch)),
        page=stored_rows(page),
        severity=severity,
        reasons=undo_choices(),
        tried=tried if tried and batch.rejected and find_trial(uploads(), tried) else None,
    )


def _tried(ref: str) -> tuple[Job, Trial]:
    """A trial that is over and whose file is still there."""
    job = find_job(writing(), JobKind.IMPORT, ref)
    trial = find_trial(uploads(), ref) if job is not None and job.params.get("trial") else None
    if job is None or trial is None or not uploads().path(ref).exists():
        abort(404)
    return job, trial


def _let_go(ref: str) -> None:
    uploads().remove(ref)
    uploads().remove(ref + FOUND)


def _severity() -> Severity | None:
    told = request.args.get("severity", "")
    return Severity(told) if told in list(Severity) else None
