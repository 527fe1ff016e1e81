"""Shortlists both ways and explanations, for officers; every look is audited."""

from typing import Any

from flask import Response, abort, current_app
from flask.sansio.blueprints import BlueprintSetupState

from api.access import open_to
from api.clock import today
from api.extensions import audit, market, metrics, reading
from api.i18n import reader_locale
from api.presenters.explanations import explanation_document
from api.presenters.shortlists import shortlist_document
from api.rest.blueprints import RestBlueprint, refusal
from api.rest.kept_answers import KeptAnswers
from api.rest.versions import IF_NONE_MATCH, NOT_MODIFIED, unless_known
from api.schemas.rest.officer_shortlists import Explanation, ShortlistAnswer, ShortlistQuery
from api.services.matching.explain_pair import explain_pair
from api.services.matching.make_shortlist import shortlist_for_opening, shortlist_for_student
from api.services.name_subjects import opening_faces, student_faces
from matcher.errors import UnknownSubject
from models.audit import Act
from models.principal import OFFICERS
from models.queries import students

KEPT = "aixin-kept-shortlists"

blueprint = RestBlueprint("shortlists", "Who fits where, and why.")


@blueprint.get("/students/<ref>/shortlist")
@open_to(*OFFICERS)
@blueprint.doc(parameters=[IF_NONE_MATCH], responses={"304": NOT_MODIFIED, "404": refusal(404)})
@blueprint.arguments(ShortlistQuery, location="query")
@blueprint.response(200, ShortlistAnswer)
def student_shortlist(query: dict[str, Any], ref: str) -> Response:
    """The best openings for a student."""
    session = reading()
    seen = students.reference(session, ref)
    if seen is None:
        abort(404)
    day, k = today(), query["k"]

    def make() -> str:
        with metrics().shortlist_seconds.time():
            found = shortlist_for_student(session, market(), seen, as_of=day, k=k)
        faces = opening_faces(session, [match.opening for match in found.items])
        return _told(shortlist_document(found, student_faces(session, [seen])[seen], faces))

    answer = _kept().answer(session, (seen, day, k, reader_locale()), make)
    audit(Act("student.shortlist", ("student", seen), fields=("name", "shortlist")))
    return _response(answer)


@blueprint.get("/openings/<ref>/shortlist")
@open_to(*OFFICERS)
@blueprint.doc(parameters=[IF_NONE_MATCH], responses={"304": NOT_MODIFIED, "404": refusal(404)})
@blueprint.arguments(ShortlistQuery, location="query")
@blueprint.response(200, ShortlistAnswer)
def opening_shortlist(query: dict[str, Any], ref: str) -> Response:
    """The best students for an opening: of those that one may see, with ranks among them."""
    session = reading()
    try:
        with metrics().shortlist_seconds.time():
            found = shortlist_for_opening(session, market(), ref, as_of=today(), k=query["k"])
    except UnknownSubject:
        abort(404)
    listed = [match.student for match in found.items]
    act = Act(
        "opening.shortlist",
        ("opening", found.ref),
        fields=("name", "place", "shortlist"),
        details={"refs": listed},
    )
    audit(act)
    faces = student_faces(session, listed)
    return _response(_told(shortlist_document(found, opening_faces(session, [found.ref])[found.ref], faces)))


@blueprint.get("/students/<ref>/openings/<opening>/explanation")
@open_to(*OFFICERS)
@blueprint.doc(responses={"404": refusal(404)})
@blueprint.response(200, Explanation)
def explanation(ref: str, opening: str) -> dict[str, Any]:
    """Why a pair scores as it does, or every rule that refuses it."""
    session = reading()
    try:
        found = explain_pair(session, market(), ref, opening, as_of=(day := today()))
    except UnknownSubject:
        abort(404)
    shown = [found.opening] + ([found.behind.last.opening] if found.behind else [])
    document = explanation_document(
        found,
        student_faces(session, [found.student]),
        opening_faces(session, shown),
        among="openings",
        as_of=day,
        policy=market().policy.fingerprint,
    )
    audit(
        Act(
            "student.explanation",
            ("student", found.student),
            fields=("shortlist",),
            details={"opening": found.opening},
        )
    )
    if found.match is None:
        return {"item": None, "refused": document["refused"]}
    return {"item": document, "refused": []}


@blueprint.record_once
def keep_answers(state: BlueprintSetupState) -> None:
    """Give each app a place for the shortlists that it has worded."""
    state.app.extensions[KEPT] = KeptAnswers()


def _told(document: dict[str, Any]) -> str:
    return current_app.json.dumps(ShortlistAnswer().dump(document))


def _response(answer: str) -> Response:
    response = Response(answer, mimetype="application/json")
    response.add_etag(weak=True)
    return unless_known(response)


def _kept() -> KeptAnswers:
    found: KeptAnswers = current_app.extensions[KEPT]
    return found
