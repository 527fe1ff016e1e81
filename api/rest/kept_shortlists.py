"""Shortlists that are kept, for officers: made and kept, edited, approved; every look is audited."""

from typing import Any

from flask import Response, abort, jsonify, url_for
from sqlalchemy.orm import Session

from api.access import open_to
from api.clock import today
from api.errors import Refused
from api.extensions import acting, audit, market, reading, writing
from api.presenters.kept_shortlists import kept_document, kept_page_document
from api.rest.blueprints import RestBlueprint, refusal
from api.rest.versions import IF_MATCH, check_version, tag
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.rest.envelopes import PageQuery
from api.schemas.rest.officer_kept_shortlists import ItemEdit, KeepOrder, KeptPage, KeptShortlist
from api.services.jobs import find_job
from api.services.matching.approve_shortlist import approve_shortlist, reopen_shortlist
from api.services.matching.edit_shortlist import (
    drop_item,
    move_item,
    note_item,
    pin_item,
    restore_item,
    unpin_item,
)
from api.services.matching.keep_shortlist import as_made, keep_shortlist, make_again
from api.services.matching.make_shortlist import shortlist_for_opening, shortlist_for_student
from api.services.name_subjects import opening_faces, student_faces
from api.services.not_possible import NotPossible
from api.services.plans.keep_plan_item import keep_plan_item
from matcher.errors import UnknownSubject
from matcher.results import Shortlist as MadeShortlist
from matcher.vocabulary import DropReason
from models.audit import Act
from models.job import JobKind
from models.opening import Opening
from models.principal import OFFICERS
from models.queries import openings, plans, shortlists, students
from models.queries.job_results import run_list, run_of
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student

FIELDS = ("name", "shortlist", "note")

blueprint = RestBlueprint("kept_shortlists", "Shortlists that are kept, edited and approved.")


@blueprint.post("/students/<ref>/shortlists")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.arguments(KeepOrder)
@blueprint.response(201, KeptShortlist)
def keep_student_shortlist(order: dict[str, Any], ref: str) -> Response:
    """Make a student's shortlist and keep it."""
    student = students.reference(reading(), ref) or abort(404)
    made = shortlist_for_student(reading(), market(), student, as_of=today(), k=order["k"])
    return _keep(made, order["k"])


@blueprint.post("/openings/<ref>/shortlists")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.arguments(KeepOrder)
@blueprint.response(201, KeptShortlist)
def keep_opening_shortlist(order: dict[str, Any], ref: str) -> Response:
    """Make an opening's shortlist and keep it: of the students that one may see."""
    opening = openings.get(reading(), ref) or abort(404)
    made = shortlist_for_opening(reading(), market(), opening.ref, as_of=today(), k=order["k"])
    return _keep(made, order["k"])


@blueprint.post("/runs/<ref>/students/<student>/shortlist")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404), "409": refusal(409)})
@blueprint.response(201, KeptShortlist)
def keep_run_shortlist(ref: str, student: str) -> Response:
    """Keep a student's shortlist of a run, if it would be the same today."""
    job = find_job(reading(), JobKind.RUN, ref) or abort(404)
    if job.ended_at is None:
        raise Refused(409, "RUN_NOT_OVER")
    run = run_of(reading(), job) or abort(404)
    listed = run_list(reading(), run, student) or abort(404)
    return _keep(make_again(reading(), market(), run, listed), run.k)


@blueprint.post("/plans/<ref>/items/<student>/shortlist")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404), "409": refusal(409)})
@blueprint.arguments(KeepOrder)
@blueprint.response(201, KeptShortlist)
def keep_plan_shortlist(order: dict[str, Any], ref: str, student: str) -> Response:
    """Keep a student's shortlist with what a plan proposes pinned on it, to be approved and referred from."""
    plan = plans.get(reading(), ref) or abort(404)
    item = plans.item(reading(), plan, student) or abort(404)
    try:
        return _kept(keep_plan_item(acting(), market(), item, k=order["k"]))
    except UnknownSubject:  # gone since the plan was made
        abort(404)


@blueprint.get("/students/<ref>/shortlists")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, KeptPage)
def list_student_shortlists(query: dict[str, Any], ref: str) -> dict[str, Any]:
    """The shortlists that are kept for a student, the newest first."""
    student = students.get(reading(), ref) or abort(404)
    audit(Act("student.shortlists", ("student", student.ref), ("shortlist",)))
    return _listed(student, query)


@blueprint.get("/openings/<ref>/shortlists")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, KeptPage)
def list_opening_shortlists(query: dict[str, Any], ref: str) -> dict[str, Any]:
    """The shortlists that are kept for an opening, the newest first; a street officer's are the own ones."""
    return _listed(openings.get(reading(), ref) or abort(404), query)


@blueprint.get("/shortlists/<ref>")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.response(200, KeptShortlist)
def read_shortlist(ref: str) -> Response:
    """A kept shortlist, with its version as ETag."""
    kept = shortlists.get(reading(), ref) or abort(404)
    seen = [item.student.ref for item in kept.items]
    audit(Act("shortlist.read", ("shortlist", kept.ref), FIELDS, {"refs": sorted(set(seen))}))
    return _answer(reading(), kept)


@blueprint.route("/shortlists/<ref>/items/<item>", methods=["PATCH"])
@open_to(*OFFICERS)
@blueprint.doc(parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 409, 412, 428)})
@blueprint.arguments(ItemEdit)
@blueprint.response(200, KeptShortlist)
def edit_item(told: dict[str, Any], ref: str, item: str) -> Response:
    """Drop an item or take it back, pin it, move it, note something; the answer is the whole shortlist."""
    kept = _to_change(ref)
    found = next((each for each in kept.items if each.ref == item), None) or abort(404)
    if not told:
        params = {"accepted": list(ItemEdit().fields)}
        nothing = Finding("", ProblemCode.NOTHING_TOLD, Severity.ERROR, params)
        raise Refused(422, "INVALID_FIELDS", [nothing])
    _edit(found, told)
    return _answer(writing(), kept)


@blueprint.post("/shortlists/<ref>/approve")
@open_to(*OFFICERS)
@blueprint.doc(parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 409, 412, 428)})
@blueprint.response(200, KeptShortlist)
def approve(ref: str) -> Response:
    """Approve a shortlist: it stands as it is, and referrals may follow."""
    kept = _to_change(ref)
    approve_shortlist(acting(), kept)
    return _answer(writing(), kept)


@blueprint.post("/shortlists/<ref>/reopen")
@open_to(*OFFICERS)
@blueprint.doc(parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 409, 412, 428)})
@blueprint.response(200, KeptShortlist)
def reopen(ref: str) -> Response:
    """Take an approval back, as long as no referral has followed."""
    kept = _to_change(ref)
    reopen_shortlist(acting(), kept)
    return _answer(writing(), kept)


def _keep(made: MadeShortlist, k: int) -> Response:
    try:
        return _kept(keep_shortlist(acting(), made, k=k))
    except UnknownSubject:  # gone since the list was made
        abort(404)


def _kept(kept: Shortlist) -> Response:
    response = _answer(writing(), kept)
    response.status_code = 201
    response.headers["Location"] = url_for("kept_shortlists.read_shortlist", ref=kept.ref)
    return response


def _to_change(ref: str) -> Shortlist:
    """The shortlist that a request means, at the version that it means."""
    kept = shortlists.get_to_change(writing(), ref) or abort(404)
    check_version(kept)
    return kept


def _edit(item: ShortlistItem, told: dict[str, Any]) -> None:
    by = acting()
    if "dropped_reason" in told:
        if told["dropped_reason"] is None:
            restore_item(by, item)
        else:
            drop_item(by, item, DropReason(told["dropped_reason"]))
    if "pinned" in told:
        (pin_item if told["pinned"] else unpin_item)(by, item)
    if "position" in told:
        _move(item, told["position"])
    if "note" in told:
        note_item(by, item, told["note"])


def _move(item: ShortlistItem, position: int) -> None:
    try:
        move_item(acting(), item, position)
    except NotPossible as error:
        if error.code != "POSITION":
            raise
        finding = Finding("position", ProblemCode.OUT_OF_RANGE, Severity.ERROR, error.params)
        raise Refused(422, "INVALID_FIELDS", [finding]) from None


def _listed(subject: Student | Opening, query: dict[str, Any]) -> dict[str, Any]:
    found = shortlists.kept_for(reading(), subject, page=query["page"], page_size=query["page_size"])
    return kept_page_document(found)


def _answer(session: Session, kept: Shortlist) -> Response:
    made = as_made(kept)
    students_listed = student_faces(session, {made.ref, *(each.student for each in made.items)})
    openings_listed = opening_faces(session, {made.ref, *(each.opening for each in made.items)})
    faces: Any = {**students_listed, **openings_listed}
    return tag(jsonify(KeptShortlist().dump(kept_document(kept, made, faces[made.ref], faces))), kept)
