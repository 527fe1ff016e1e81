"""Placements, for officers: recorded, proved, asked about again, and over; every look is audited."""

from typing import Any

from flask import Response, abort, jsonify, url_for

from api.access import open_to
from api.clock import today
from api.extensions import acting, audit, reading, writing
from api.presenters.placements import placement_document, placement_page_document
from api.rest.blueprints import RestBlueprint, refusal
from api.rest.versions import ACT, check_version, tag
from api.schemas.rest.officer_placements import (
    Check,
    End,
    PlacementFound,
    PlacementPage,
    PlacementRecord,
    PlacementsQuery,
    Proof,
    WorkElsewhere,
)
from api.services.placing.place_student import check_retention, end_placement, place_elsewhere, prove
from matcher.vocabulary import EndReason, Evidence
from models.audit import Act
from models.placement import Placement, Retention
from models.principal import OFFICERS
from models.queries import students
from models.queries.listed_placements import WantedPlacements, list_placements
from models.queries.referrals import find_placement

blueprint = RestBlueprint("placements", "Who was hired, how well that is known, and how long it lasts.")


@blueprint.get("/placements")
@open_to(*OFFICERS)
@blueprint.arguments(PlacementsQuery, location="query")
@blueprint.response(200, PlacementPage)
def list_all(query: dict[str, Any]) -> dict[str, Any]:
    """Placements: those that last, by evidence, or those about which one has to ask again."""
    evidence = query.pop("evidence")
    wanted = WantedPlacements(evidence=evidence and Evidence(evidence), **query)
    page = list_placements(reading(), wanted, today())
    seen = [placement.ref for placement in page.items]
    audit(Act("placements.listed", fields=tuple(PlacementFound().fields), details={"refs": seen}))
    return placement_page_document(page)


@blueprint.get("/placements/<ref>")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.response(200, PlacementRecord)
def read_placement(ref: str) -> Response:
    """One placement with its evidence and its checks, and its version as ETag."""
    return _answer(find_placement(reading(), ref) or abort(404))


@blueprint.post("/students/<ref>/placements")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404), "409": refusal(409)})
@blueprint.arguments(WorkElsewhere)
@blueprint.response(201, PlacementRecord)
def place(told: dict[str, Any], ref: str) -> Response:
    """Record work that a student has found without a referral; what was open is withdrawn."""
    student = students.get(writing(), ref) or abort(404)
    employer, evidence = told.pop("employer"), Evidence(told.pop("evidence"))
    return recorded(place_elsewhere(acting(), student, employer, evidence=evidence, **told))


@blueprint.post("/placements/<ref>/proofs")
@open_to(*OFFICERS)
@blueprint.doc(**ACT)
@blueprint.arguments(Proof)
@blueprint.response(200, PlacementRecord)
def add_proof(told: dict[str, Any], ref: str) -> Response:
    """Keep one more piece of evidence; a placement is known as well as its strongest."""
    placement = _to_change(ref)
    prove(acting(), placement, Evidence(told["evidence"]), told["seen_on"], words=told["words"])
    return _answer(placement)


@blueprint.post("/placements/<ref>/checks")
@open_to(*OFFICERS)
@blueprint.doc(**ACT)
@blueprint.arguments(Check)
@blueprint.response(200, PlacementRecord)
def add_check(told: dict[str, Any], ref: str) -> Response:
    """Keep whether they were still employed after 3, 6 or 12 months; an unknown may be found out later."""
    placement = _to_change(ref)
    check_retention(
        acting(),
        placement,
        told["months"],
        Retention(told["outcome"]),
        told["on"] or today(),
        left_on=told["left_on"],
        reason=EndReason(told["reason"]),
    )
    return _answer(placement)


@blueprint.post("/placements/<ref>/end")
@open_to(*OFFICERS)
@blueprint.doc(**ACT)
@blueprint.arguments(End)
@blueprint.response(200, PlacementRecord)
def end(told: dict[str, Any], ref: str) -> Response:
    """They are not employed there any more: the place is free again, and the student looks for work."""
    placement = _to_change(ref)
    end_placement(acting(), placement, told["on"], EndReason(told["reason"]))
    return _answer(placement)


def recorded(placement: Placement) -> Response:
    """The answer to whoever has recorded a new placement."""
    response = _answer(placement)
    response.status_code = 201
    response.headers["Location"] = url_for("placements.read_placement", ref=placement.ref)
    return response


def _to_change(ref: str) -> Placement:
    """The placement that a request means, at the version that it means."""
    placement = find_placement(writing(), ref) or abort(404)
    check_version(placement)
    return placement


def _answer(placement: Placement) -> Response:
    schema = PlacementRecord()
    details = {"student": placement.student.ref}
    audit(Act("placement.read", ("placement", placement.ref), tuple(schema.fields), details))
    return tag(jsonify(schema.dump(placement_document(placement))), placement)
