"""A student's record edited, and a student added, on the desk: what was typed is never lost."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, render_template

from api.access import open_to
from api.clock import today
from api.extensions import acting, audit, keep_look, principal, reading, writing
from api.i18n import marked, say_list
from api.presenters.problems import field_label
from api.presenters.record_forms import RecordForm, student_form
from api.registry_files.columns import RegistryKind
from api.rest.fields import refusing_fields
from api.schemas.problems import Finding
from api.services.add_student import add_student
from api.services.changed_since import changed_since
from api.services.edit_student import edit_student
from api.services.read_student import StudentKnown
from api.services.told_fields import FieldsRefused
from api.web.forms import check_form_version, done, field
from api.web.record_forms import conflict_of, is_stale, known_version, typed_words
from models.audit import Act
from models.principal import OFFICERS
from models.queries import students
from models.student import Student

KIND = RegistryKind.STUDENTS

blueprint = Blueprint("student_forms_pages", __name__, url_prefix="/students")


@blueprint.get("/new")
@open_to(*OFFICERS)
def fill_in() -> str:
    """An empty form."""
    return render_template("students/new.html", form=student_form(None, principal(), today()))


@blueprint.post("/new")
@open_to(*OFFICERS)
def add() -> Response:
    """Register a student; whoever is registered already is named to whom may see them."""
    form = student_form(None, principal(), today())
    told = typed_words(form)
    try:
        added = add_student(acting(), told, within=current_app.config["DISTRICT"])
    except FieldsRefused as error:
        known = error.ref if isinstance(error, StudentKnown) else None
        page = render_template("students/new.html", form=form.refused(told, error.findings), known=known)
        return make_response(page, 422)
    return _saved(marked("Registered."), added.student, added.warnings)


@blueprint.get("/<ref>/edit")
@open_to(*OFFICERS)
def edit(ref: str) -> str:
    """The record as a form."""
    student = students.get(reading(), ref) or abort(404)
    form = student_form(student, principal(), today())
    audit(_look(student.ref, form))
    return _page(student.ref, form, form)


@blueprint.post("/<ref>/edit")
@open_to(*OFFICERS)
def save(ref: str) -> Response:
    """Change what was typed otherwise; where somebody was quicker, say who changed what and ask again."""
    student = students.get(writing(), ref) or abort(404)
    form = student_form(student, principal(), today())
    if is_stale(form):
        changes = changed_since(writing(), ("student", student.ref), student, known_version())
        conflict = conflict_of(KIND, form, changes)
        return _again(412, student.ref, form, conflict.form, conflict=conflict)
    told = typed_words(form)
    try:
        edited = edit_student(acting(), student, told, within=current_app.config["DISTRICT"])
    except FieldsRefused as error:
        return _again(422, student.ref, form, form.refused(told, error.findings))
    return _saved(marked("Saved."), student, edited.warnings)


@blueprint.post("/<ref>/state")
@open_to(*OFFICERS)
def change_state(ref: str) -> Response:
    """Change where a student stands, and nothing else."""
    student = students.get(writing(), ref) or abort(404)
    check_form_version(student)
    reason = field("reason")
    told = {"state": field("state") + (f"（{reason}）" if reason else "")}
    with refusing_fields():
        edit_student(acting(), student, told, within=current_app.config["DISTRICT"])
    return done(marked("Saved."))


def _again(status: int, ref: str, now: RecordForm, form: RecordForm, **shown: Any) -> Response:
    """The form with what was typed; what it shows besides is a look at the record, which is kept."""
    keep_look(_look(ref, form))
    return make_response(_page(ref, now, form, **shown), status)


def _page(ref: str, now: RecordForm, form: RecordForm, **shown: Any) -> str:
    """`form` to fill in; `now` holds the record as it is."""
    was = {field.name: field.words for field in now.fields}
    return render_template("students/edit.html", ref=ref, name=was["name"], was=was, form=form, **shown)


def _look(ref: str, form: RecordForm) -> Act:
    return Act("student.form", ("student", ref), fields=form.names)


def _saved(message: str, student: Student, warnings: tuple[Finding, ...]) -> Response:
    """Go to the file; what was accepted and has still to be looked at is named by its fields alone."""
    address = f"/students/{student.ref}"
    labels = dict.fromkeys(field_label(KIND, each.field) for each in warnings)
    if labels:
        doubtful = say_list(list(labels), most=len(labels))
        return done(marked("Saved. Please check once more: %(fields)s"), address, fields=doubtful)
    return done(message, address)
