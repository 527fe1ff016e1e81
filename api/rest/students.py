"""Students, for officers: found, read, and matched; every look is audited."""

from typing import Any

from flask import Response, abort, current_app, jsonify

from api.access import open_to
from api.extensions import acting, audit, reading, writing
from api.presenters.records import student_record
from api.presenters.registries import page_document
from api.rest.blueprints import RestBlueprint, refusal
from api.rest.fields import refusing_fields
from api.rest.versions import IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED, check_version, tag, unless_known
from api.schemas.rest.envelopes import FindQuery
from api.schemas.rest.officer_students import StudentFound, StudentIdentity, StudentPage, StudentRecord
from api.services.correct_student import correct_student
from models.audit import Act
from models.principal import OFFICERS, Role
from models.queries import students

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
@blueprint.doc(parameters=[IF_NONE_MATCH], responses={"304": NOT_MODIFIED, "404": refusal(404)})
@blueprint.response(200, StudentRecord)
def read_student(ref: str) -> Response:
    """One student, with the version as ETag."""
    student = students.get(reading(), ref)
    if student is None:
        abort(404)
    schema = StudentRecord()
    audit(Act("student.read", ("student", student.ref), fields=tuple(schema.fields)))
    return unless_known(tag(jsonify(schema.dump(student_record(student))), student))


@blueprint.patch("/students/<ref>")
@open_to(Role.OFFICER)
@blueprint.doc(parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 409, 412, 428)})
@blueprint.arguments(StudentIdentity)
@blueprint.response(200, StudentRecord)
def correct(told: dict[str, Any], ref: str) -> Response:
    """Correct a name or an ID number; the date of birth follows the number."""
    student = students.get(writing(), ref)
    if student is None:
        abort(404)
    check_version(student)
    with refusing_fields():
        correct_student(acting(), student, told)
    schema = StudentRecord()
    audit(Act("student.read", ("student", student.ref), fields=tuple(schema.fields)))
    return tag(jsonify(schema.dump(student_record(student))), student)
