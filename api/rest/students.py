"""Students, for officers: found, read, and matched; every look is audited."""

from typing import Any

from flask import Response, abort, current_app, jsonify, url_for
from werkzeug.exceptions import HTTPException, NotFound

from api.access import open_to
from api.errors import Refused, refusing_fields
from api.extensions import acting, audit, reading, writing
from api.presenters.records import student_record
from api.presenters.registries import page_document
from api.rest.blueprints import RestBlueprint, refusal
from api.rest.versions import IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED, check_version, tag, unless_known
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.rest.envelopes import FindQuery
from api.schemas.rest.officer_students import (
    StudentFound,
    StudentPage,
    StudentPost,
    StudentRecord,
    StudentTold,
)
from api.services.registry.add_student import add_student
from api.services.registry.edit_student import edit_student
from models.audit import Act
from models.principal import OFFICERS
from models.queries import students
from models.student import Student

blueprint = RestBlueprint("students", "Students, as officers see them: a street officer those of the street.")


@blueprint.get("/students")
@open_to(*OFFICERS)
@blueprint.arguments(FindQuery, location="query")
@blueprint.response(200, StudentPage)
def find_students(query: dict[str, Any]) -> dict[str, Any]:
    """Students by name, ID number, phone, school, place or reference."""
    within = current_app.config["DISTRICT"]
    page = students.find(
        reading(), query["q"], page=query["page"], page_size=query["page_size"], within=within
    )
    seen = [student.ref for student in page.items]
    audit(Act("students.listed", fields=tuple(StudentFound().fields), details={"refs": seen}))
    return page_document(page)


@blueprint.get("/students/<ref>")
@open_to(*OFFICERS)
@blueprint.doc(
    parameters=[IF_NONE_MATCH], responses={"304": NOT_MODIFIED, "404": refusal(404), "410": refusal(410)}
)
@blueprint.response(200, StudentRecord)
def read_student(ref: str) -> Response:
    """One student, with the version as ETag; 410 names the record that this one was merged into."""
    student = students.get(reading(), ref)
    if student is None:
        raise _gone(ref)
    return unless_known(_record(student))


@blueprint.post("/students")
@open_to(*OFFICERS)
@blueprint.doc(responses={"409": refusal(409)})
@blueprint.arguments(StudentPost)
@blueprint.response(201, StudentRecord)
def add(told: dict[str, Any]) -> Response:
    """Add a student by hand; 409 for a registered ID number, with the `ref` of a student whom one may see."""
    with refusing_fields():
        added = add_student(acting(), told, within=current_app.config["DISTRICT"])
    response = _record(added.student)
    response.status_code = 201
    response.headers["Location"] = url_for("students.read_student", ref=added.student.ref)
    return response


@blueprint.patch("/students/<ref>")
@open_to(*OFFICERS)
@blueprint.doc(parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 409, 412, 428)})
@blueprint.arguments(StudentTold)
@blueprint.response(200, StudentRecord)
def correct(told: dict[str, Any], ref: str) -> Response:
    """Change some of a student; null takes a field back.

    Officers of a street leave name, ID number, hardship and household to those of the district.
    """
    student = students.get(writing(), ref)
    if student is None:
        abort(404)
    check_version(student, ("student", student.ref))
    with refusing_fields():
        edit_student(acting(), student, told, within=current_app.config["DISTRICT"])
    return _record(student)


def _gone(ref: str) -> HTTPException:
    """That there is no such student, or where their record is now."""
    into = students.merged_into(reading(), ref)
    if into is None:
        return NotFound()
    return Refused(410, "MERGED", [Finding("ref", ProblemCode.MERGED, Severity.ERROR, {"into": into})])


def _record(student: Student) -> Response:
    """The record as the answer, and in the trail that it was read."""
    schema = StudentRecord()
    audit(Act("student.read", ("student", student.ref), fields=tuple(schema.fields)))
    return tag(jsonify(schema.dump(student_record(student))), student)
