"""A student's record edited, and a student added, on the desk."""

from flask import Blueprint, Response, current_app

from api.access import open_to
from api.clock import today
from api.errors import refusing_fields
from api.extensions import acting, principal, reading, writing
from api.i18n import marked, say
from api.presenters.record_forms import student_form
from api.registry_files.columns import RegistryKind
from api.services.registry.add_student import add_student
from api.services.registry.edit_student import edit_student
from api.services.registry.read_student import StudentKnown
from api.services.told_fields import FieldsRefused
from api.web.forms import check_form_version, done, field
from api.web.known_students import known_student
from api.web.record_forms import is_stale, typed_words
from api.web.record_pages import RecordPage
from models.principal import OFFICERS
from models.student import Student

GROUPS = (
    (marked("The person"), ["name", "id_number", "phone", "place", "guardian", "guardian_phone"]),
    (marked("Hardship and household"), ["hardship", "hardship_from", "hardship_to", "household", "head"]),
    (marked("Where the student stands"), ["state"]),
    (marked("Study"), ["school", "major", "education", "completion", "graduation"]),
    (marked("Skills and experience"), ["skills", "certificates", "experience", "limits"]),
    (marked("Wishes"), ["wishes", "wage_floor", "wished_places", "needs_dormitory", "may_relocate"]),
)

blueprint = Blueprint("student_forms_pages", __name__, url_prefix="/students")


@blueprint.get("/new")
@open_to(*OFFICERS)
def fill_in() -> str:
    """An empty form."""
    return _new().show(student_form(None, principal(), today()))


@blueprint.post("/new")
@open_to(*OFFICERS)
def add() -> Response:
    """Register a student; whoever is registered already is named to whom may see them."""
    form, page = student_form(None, principal(), today()), _new()
    try:
        added = add_student(acting(), typed_words(form), within=current_app.config["DISTRICT"])
    except StudentKnown as error:
        return page.refuse(form, error, known=error.ref and f"/students/{error.ref}")
    except FieldsRefused as error:
        return page.refuse(form, error)
    return page.saved(f"/students/{added.student.ref}", added.warnings)


@blueprint.get("/<ref>/edit")
@open_to(*OFFICERS)
def edit(ref: str) -> str:
    """The record as a form."""
    student = known_student(reading(), ref)
    return _of(student).show(student_form(student, principal(), today()))


@blueprint.post("/<ref>/edit")
@open_to(*OFFICERS)
def save(ref: str) -> Response:
    """Change what was typed otherwise; where somebody was quicker, say who changed what and ask again."""
    student = known_student(writing(), ref)
    form, page = student_form(student, principal(), today()), _of(student)
    if is_stale(form):
        return page.conflict(form, student)
    try:
        edited = edit_student(acting(), student, typed_words(form), within=current_app.config["DISTRICT"])
    except FieldsRefused as error:
        return page.refuse(form, error)
    return page.saved(page.back, edited.warnings)


@blueprint.post("/<ref>/state")
@open_to(*OFFICERS)
def change_state(ref: str) -> Response:
    """Change where a student stands, and nothing else."""
    student = known_student(writing(), ref)
    check_form_version(student)
    reason = field("reason")
    told = {"state": field("state") + (f"（{reason}）" if reason else "")}
    with refusing_fields():
        edit_student(acting(), student, told, within=current_app.config["DISTRICT"])
    return done(marked("Saved."))


def _new() -> RecordPage:
    title = marked("Register a student")
    return RecordPage(RegistryKind.STUDENTS, title, say(title), GROUPS, "/students")


def _of(student: Student) -> RecordPage:
    return RecordPage(
        RegistryKind.STUDENTS,
        marked("Edit a student's record"),
        say(marked("Edit: %(name)s"), name=student.name),
        GROUPS,
        f"/students/{student.ref}",
        ("student", student.ref),
    )
