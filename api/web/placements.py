"""Placements on the desk: how well each is known, whether it lasts, and how it ended."""

from flask import Blueprint, Response, abort, render_template, request, url_for

from api.access import open_to
from api.clock import today
from api.extensions import acting, audit, reading, writing
from api.i18n import marked
from api.presenters.placements import placement_document, placement_page_document
from api.presenters.placing_words import END_REASONS, EVIDENCE, RETENTIONS, choices, named
from api.schemas.rest.officer_placements import Check, End, PlacementFound, PlacementRecord, Proof
from api.services.placing.place_student import BY_WORD, check_retention, end_placement, prove
from api.web.filters import page_number
from api.web.forms import check_form_version, done, told
from matcher.lifecycle import EVIDENCE as LADDER
from matcher.vocabulary import EndReason, Evidence
from models.audit import Act
from models.placement import Placement, Retention
from models.principal import OFFICERS
from models.queries.listed_placements import WantedPlacements, list_placements
from models.queries.referrals import find_placement

LASTING = {"lasting": True, "ended": False}

blueprint = Blueprint("placements_pages", __name__, url_prefix="/placements")


@blueprint.get("")
@open_to(*OFFICERS)
def listed() -> str:
    """A page of placements: those to ask about, by evidence, those that last or are over."""
    asked = request.args
    evidence, standing = asked.get("evidence", ""), asked.get("standing", "")
    wanted = WantedPlacements(
        active=LASTING.get(standing),
        evidence=Evidence(evidence) if evidence in list(Evidence) else None,
        check_due=True if "due" in asked else None,
        sort="-started",
        page=page_number(),
    )
    page = list_placements(reading(), wanted, today())
    seen = [placement.ref for placement in page.items]
    audit(Act("placements.listed", fields=tuple(PlacementFound().fields), details={"refs": seen}))
    return render_template(
        "placements/listed.html",
        page=placement_page_document(page),
        wanted=wanted,
        standing=standing,
        evidences=[named(each) for each in EVIDENCE],
        today=today(),
    )


@blueprint.get("/<ref>")
@open_to(*OFFICERS)
def read(ref: str) -> str:
    """One placement: its proofs on the ladder of evidence, and what was found when one asked again."""
    placement = find_placement(reading(), ref) or abort(404)
    details = {"student": placement.student.ref}
    audit(Act("placement.read", ("placement", placement.ref), tuple(PlacementRecord().fields), details))
    document = placement_document(placement)
    strongest = LADDER.index(placement.evidence)
    return render_template(
        "placements/read.html",
        placement=document,
        ladder=[{**named(each), "reached": rung <= strongest} for rung, each in enumerate(LADDER)],
        evidences=choices(each for each in EVIDENCE if each in BY_WORD),
        outcomes=choices(RETENTIONS),
        reasons=choices(END_REASONS),
        today=today(),
    )


@blueprint.post("/<ref>/proofs")
@open_to(*OFFICERS)
def add_proof(ref: str) -> Response:
    """Keep one more piece of evidence."""
    placement = _to_change(ref)
    said = told(Proof())
    prove(acting(), placement, Evidence(said["evidence"]), said["seen_on"], words=said["words"])
    return _done(placement, marked("The proof is on record."))


@blueprint.post("/<ref>/checks")
@open_to(*OFFICERS)
def add_check(ref: str) -> Response:
    """Keep whether they were still employed after 3, 6 or 12 months."""
    placement = _to_change(ref)
    said = told(Check())
    check_retention(
        acting(),
        placement,
        said["months"],
        Retention(said["outcome"]),
        said["on"] or today(),
        left_on=said["left_on"],
        reason=EndReason(said["reason"]),
    )
    return done(marked("What you found is on record."))


@blueprint.post("/<ref>/end")
@open_to(*OFFICERS)
def end(ref: str) -> Response:
    """They are not employed there any more."""
    placement = _to_change(ref)
    said = told(End())
    end_placement(acting(), placement, said["on"], EndReason(said["reason"]))
    return _done(placement, marked("The placement is over; the place is free again."))


def _to_change(ref: str) -> Placement:
    """The placement that a form means, at the version that it means."""
    placement = find_placement(writing(), ref) or abort(404)
    check_form_version(placement)
    return placement


def _done(placement: Placement, message: str) -> Response:
    return done(message, url_for("placements_pages.read", ref=placement.ref))
