"""Two records of one student: compared, and merged into one, by officers of the whole district."""

from typing import Any

from flask import Response, abort, jsonify

from api.access import open_to
from api.extensions import acting, audit, reading, writing
from api.presenters.merging import comparison_document
from api.presenters.records import student_record
from api.rest.blueprints import RestBlueprint, refusal
from api.rest.versions import ACT, check_version, tag
from api.schemas.merges import Side
from api.schemas.rest.officer_merges import Comparison, MergeOrder
from api.schemas.rest.officer_students import StudentRecord
from api.services.merging.compare_records import find_differences, find_obstacles
from api.services.merging.merge_students import merge_students
from models.audit import Act
from models.principal import Role
from models.queries import students

blueprint = RestBlueprint("merges", "Two records of one student become one.")


@blueprint.get("/students/<ref>/merge/<other>")
@open_to(Role.OFFICER)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.response(200, Comparison)
def compare(ref: str, other: str) -> dict[str, Any]:
    """Where two records contradict each other, should the first be kept and the other go."""
    keep, drop = (students.get(reading(), each) or abort(404) for each in (ref, other))
    differences = find_differences(reading(), keep, drop)
    told = [each.field for each in differences]
    audit(Act("students.compared", ("student", keep.ref), told, {"with": drop.ref}))
    obstacles = find_obstacles(reading(), keep, drop)
    return comparison_document(keep.ref, drop.ref, differences, obstacles)


@blueprint.post("/students/<ref>/merge")
@open_to(Role.OFFICER)
@blueprint.doc(**ACT)
@blueprint.arguments(MergeOrder)
@blueprint.response(200, StudentRecord)
def merge(told: dict[str, Any], ref: str) -> Response:
    """Merge another record into this one: its history moves over, its reference leads here from now on."""
    keep, drop = (students.get(writing(), each) or abort(404) for each in (ref, told["drop"]))
    check_version(keep, ("student", keep.ref))
    take = {field: Side(side) for field, side in told["take"].items()}
    merge_students(acting(), keep, drop, take)
    schema = StudentRecord()
    audit(Act("student.read", ("student", keep.ref), fields=tuple(schema.fields)))
    return tag(jsonify(schema.dump(student_record(keep))), keep)
