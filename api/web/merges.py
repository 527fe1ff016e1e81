"""Two records of one person: the other one is found, both stand side by side, and become one."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from api.access import open_to
from api.clock import today
from api.errors import Refused
from api.extensions import acting, audit, reading, writing
from api.i18n import marked
from api.presenters.merging import comparison_document
from api.presenters.registries import student_row
from api.presenters.student_history import history_lines
from api.returning import came_back
from api.schemas.merges import Side
from api.services.merging.compare_records import ALWAYS_DIFFERENT, find_differences, find_obstacles
from api.services.merging.merge_students import merge_students
from api.web.forms import check_form_version, done, field
from api.web.known_students import known_student
from api.web.students import SEEN, WORDS_LENGTH
from models.audit import Act
from models.principal import Role
from models.queries.listed_students import WantedStudents, list_students
from models.queries.student_history import load_history
from models.student import Student

MOST_FOUND = 20
MERGE = "merge"  # the form of that name
BEFORE = "take:"  # before a field, in the form

blueprint = Blueprint("merges_pages", __name__, url_prefix="/students/<ref>/merge")


@blueprint.route("", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def find(ref: str) -> str:
    """Who may be the same person: at first whoever has the same name, then whoever is searched for."""
    student = known_student(reading(), ref)
    text = field("q")[:WORDS_LENGTH] or student.name
    wanted = WantedStudents(text=text, page_size=MOST_FOUND + 1)
    district = current_app.config["DISTRICT"]
    listed = list_students(reading(), wanted, today(), district).items
    found = [each for each in listed if each is not student][:MOST_FOUND]
    seen = [student.ref, *(each.ref for each in found)]
    audit(Act("students.listed", fields=SEEN, details={"refs": seen}))
    return render_template(
        "students/same.html",
        student=student_row(student),
        found=[student_row(each) for each in found],
        text=text,
        most=MOST_FOUND,
        district=district,
    )


@blueprint.get("/<other>")
@open_to(Role.OFFICER)
def compare(ref: str, other: str) -> str:
    """Both side by side, with a choice wherever they contradict each other."""
    keep, drop = (known_student(reading(), each) for each in (ref, other))
    if keep is drop:
        abort(404)
    differences = find_differences(reading(), keep, drop)
    told = [each.field for each in differences]
    audit(Act("students.compared", ("student", keep.ref), told, {"with": drop.ref}))
    obstacles = find_obstacles(reading(), keep, drop)
    back = came_back(MERGE)
    return render_template(
        "students/merge.html",
        both=[_side(keep), _side(drop)],
        versions=[keep.version, drop.version],
        compared=comparison_document(keep.ref, drop.ref, differences, obstacles),
        settled=ALWAYS_DIFFERENT,
        district=current_app.config["DISTRICT"],
        take=_chosen(back.typed) if back else {},
    )


@blueprint.post("/<other>")
@open_to(Role.OFFICER)
def merge(ref: str, other: str) -> Response:
    """Make one of them; what was chosen stays where something is left to choose."""
    keep, drop = (known_student(writing(), each) for each in (ref, other))
    check_form_version(keep)
    if request.form.get("other_version") != str(drop.version):
        raise Refused(412, "VERSION_STALE")
    merge_students(acting(), keep, drop, _chosen(request.form))
    return done(marked("The two records are one now."), url_for("students_pages.read", ref=keep.ref))


def _chosen(form: MultiDict[str, str]) -> dict[str, Side]:
    """Whose word counts, field by field."""
    chosen = {name.removeprefix(BEFORE): side for name, side in form.items() if name.startswith(BEFORE)}
    return {name: Side(side) for name, side in chosen.items() if side in list(Side)}


def _side(student: Student) -> dict[str, Any]:
    """One of the two, as far as tells them apart."""
    return student_row(student) | {"history": len(history_lines(load_history(reading(), student)))}
