"""Openings: a company's own by its own numbers, and all of them for officers by our references."""

from typing import Any

from flask import Response, abort, jsonify, url_for
from flask.views import MethodView
from sqlalchemy import select

from api.access import open_to
from api.clock import today
from api.errors import Refused, refusing_fields
from api.extensions import acting, audit, principal, reading, terms, writing
from api.presenters.openings import (
    batch_answer,
    company_opening,
    posting_answer,
    reviewed_opening,
)
from api.presenters.pages import envelope
from api.rest.blueprints import RestBlueprint, either, refusal
from api.rest.repeats import PARAMETER, repeatable
from api.rest.versions import IF_MATCH, check_version, tag
from api.schemas.cells import code_words
from api.schemas.problems import Severity
from api.schemas.rest.company_openings import BatchAnswer, CompanyOpening, CompanyOpeningPage, PostingAnswer
from api.schemas.rest.officer_openings import OpeningForCompany, Review, ReviewedOpening, ReviewedOpeningPage
from api.schemas.rest.postings import (
    OpeningBatch,
    OpeningPost,
    OpeningsQuery,
    OpeningTold,
    WithdrawalQuery,
)
from api.services.import_plan import Outcome
from api.services.openings.post_batch import post_batch
from api.services.openings.post_for_company import edit_opening, post_for_company
from api.services.openings.post_opening import Posted, post_openings
from api.services.openings.post_own_opening import NUMBER_FIELD, post_anew, posting_act
from api.services.openings.review_opening import decide
from api.services.openings.told_opening import told_of
from api.services.openings.withdraw_opening import withdraw_opening
from api.services.told_fields import Told
from matcher.text.normalise import fold
from models.company import Company
from models.opening import Opening
from models.posting import Decision, Withdrawal
from models.principal import OFFICERS, Role
from models.queries import companies, openings
from models.queries.listed_openings import Wanted, list_openings

blueprint = RestBlueprint("openings", "Openings: posted by companies, reviewed by officers.")


@blueprint.route("/openings")
class Openings(MethodView):
    """The list."""

    @open_to(Role.COMPANY, *OFFICERS)
    @blueprint.doc(responses={"200": either(CompanyOpeningPage, ReviewedOpeningPage)})
    @blueprint.arguments(OpeningsQuery, location="query")
    def get(self, query: dict[str, Any]) -> Response:
        """Openings of one's own; all of them for an officer."""
        wanted = Wanted(text=query.pop("q"), **query)
        page = list_openings(reading(), wanted, today())
        if _is_company():
            items = [company_opening(opening, today()) for opening in page.items]
            return jsonify(CompanyOpeningPage().dump(envelope(page, items)))
        items = [reviewed_opening(opening, today()) for opening in page.items]
        return jsonify(ReviewedOpeningPage().dump(envelope(page, items)))

    @open_to(Role.COMPANY)
    @blueprint.doc(parameters=[PARAMETER], responses={"409": refusal(409)})
    @blueprint.arguments(OpeningPost)
    @blueprint.response(201, PostingAnswer, description="A new opening")
    @blueprint.alt_response(200, schema=PostingAnswer, description="One that was there already")
    @repeatable
    def post(self, told: Told) -> Response:
        """Post an opening: a new one, or all of what is to be said about a known one."""
        return _answer(_post_one(told))


@blueprint.route("/openings/batch")
class Batch(MethodView):
    """Many at once."""

    @open_to(Role.COMPANY)
    @blueprint.doc(parameters=[PARAMETER], responses={"409": refusal(409)})
    @blueprint.arguments(OpeningBatch)
    @blueprint.response(200, BatchAnswer)
    @repeatable
    def post(self, batch: dict[str, Any]) -> Response:
        """Post up to 500 openings; each is answered by itself, and a bad one costs the others nothing."""
        results = post_batch(acting(), _company(), batch["items"], terms())
        return jsonify(BatchAnswer().dump(batch_answer(results, today())))


@blueprint.route("/openings/<external_ref>")
class OneOpening(MethodView):
    """One by its company's own number, or by our reference; officers name it by the latter."""

    @open_to(Role.COMPANY, *OFFICERS)
    @blueprint.doc(responses={"200": either(CompanyOpening, ReviewedOpening), "404": refusal(404)})
    def get(self, external_ref: str) -> Response:
        """An opening, with its version as ETag."""
        if _is_company():
            opening = _own(external_ref)
            return tag(jsonify(CompanyOpening().dump(company_opening(opening, today()))), opening)
        found = openings.get(reading(), external_ref)
        if found is None:
            abort(404)
        return _reviewed(found)

    @open_to(Role.COMPANY)
    @blueprint.doc(parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 412, 428)})
    @blueprint.arguments(OpeningTold)
    @blueprint.response(200, PostingAnswer)
    def put(self, told: Told, external_ref: str) -> Response:
        """Say all of an opening anew: what is left out is not told any more."""
        opening = _own(external_ref, to_write=True)
        check_version(opening)
        return _answer(_post_anew(opening, told))

    @open_to(Role.COMPANY, *OFFICERS)
    @blueprint.doc(
        parameters=[IF_MATCH],
        responses={
            "200": either(PostingAnswer, ReviewedOpening),
            **{str(code): refusal(code) for code in (404, 409, 412, 428)},
        },
    )
    @blueprint.arguments(OpeningTold)
    def patch(self, told: Told, external_ref: str) -> Response:
        """Change some of an opening; null takes a field back. What an officer edits is listed at once."""
        if not _is_company():
            return _edit(told, external_ref)
        opening = _own(external_ref, to_write=True)
        check_version(opening)
        return _answer(_post_anew(opening, {**told_of(opening), **told}))

    @open_to(Role.COMPANY)
    @blueprint.doc(parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 412, 428)})
    @blueprint.arguments(WithdrawalQuery, location="query")
    @blueprint.response(200, CompanyOpening)
    def delete(self, query: dict[str, Any], external_ref: str) -> Response:
        """Withdraw an opening: it stays to be seen, with the reason, and posting it again revives it."""
        opening = _own(external_ref, to_write=True)
        check_version(opening)
        withdraw_opening(acting(), opening, Withdrawal(query["reason"]))
        return tag(jsonify(CompanyOpening().dump(company_opening(opening, today()))), opening)


@blueprint.route("/companies/<ref>/openings")
class OpeningsOfCompany(MethodView):
    """What an officer posts on a company's behalf."""

    @open_to(*OFFICERS)
    @blueprint.doc(responses={str(code): refusal(code) for code in (404, 409)})
    @blueprint.arguments(OpeningForCompany)
    @blueprint.response(201, ReviewedOpening)
    def post(self, told: Told, ref: str) -> Response:
        """Post an opening for a company, through the same gate; the officer vouches for it."""
        company = companies.get(writing(), ref) or abort(404)
        with refusing_fields():
            posted = post_for_company(acting(), company, told, terms())
        assert posted.opening is not None
        response = _reviewed(posted.opening)
        response.status_code = 201
        response.headers["Location"] = url_for("openings.OneOpening", external_ref=posted.opening.ref)
        return response


@blueprint.route("/openings/<ref>/review")
class OpeningReview(MethodView):
    """What an officer decides."""

    @open_to(*OFFICERS)
    @blueprint.doc(
        parameters=[IF_MATCH], responses={str(code): refusal(code) for code in (404, 409, 412, 428)}
    )
    @blueprint.arguments(Review)
    @blueprint.response(200, ReviewedOpening)
    def post(self, review: dict[str, Any], ref: str) -> Response:
        """Approve an opening, which vouches for its company from now on; or refuse it and say why."""
        opening = openings.get(writing(), ref)
        if opening is None:
            abort(404)
        check_version(opening)
        with refusing_fields():
            decide(acting(), opening, Decision(review["decision"]), review["reason"] or "")
        return _reviewed(opening)


def _is_company() -> bool:
    return principal().role is Role.COMPANY


def _own(external_ref: str, *, to_write: bool = False) -> Opening:
    """A company's own opening by its number, or by our reference; 404 for another's, as for none."""
    own = select(Opening).where(Opening.company_id == principal().company)
    session = writing() if to_write else reading()
    numbered = own.where(Opening.external_ref == code_words(external_ref))
    found = session.scalars(numbered).one_or_none()
    if found is None:
        found = session.scalars(own.where(Opening.ref == fold(external_ref))).one_or_none()
    if found is None:
        abort(404)
    return found


def _edit(told: Told, ref: str) -> Response:
    """An officer's edit of an opening by our reference."""
    opening = openings.get(writing(), ref) or abort(404)
    check_version(opening, ("opening", opening.ref))
    with refusing_fields():
        edit_opening(acting(), opening, told, terms())
    return _reviewed(opening)


def _reviewed(opening: Opening) -> Response:
    return tag(jsonify(ReviewedOpening().dump(reviewed_opening(opening, today()))), opening)


def _post_one(told: Told) -> Posted:
    (posted,) = post_openings(writing(), _company(), [told], terms())
    if posted.outcome is Outcome.REJECTED:
        raise Refused(
            422,
            "INVALID_FIELDS",
            [finding for finding in posted.findings if finding.severity is Severity.ERROR],
        )
    return _posted(posted)


def _posted(posted: Posted) -> Posted:
    """The same, kept in the trail."""
    act = posting_act(posted)
    if act is not None:
        audit(act)
    return posted


def _post_anew(opening: Opening, told: Told) -> Posted:
    """Say all of an opening anew; one that came without a number has our reference for one from then on."""
    with refusing_fields():
        posted = post_anew(writing(), opening, {NUMBER_FIELD: opening.ref, **told}, terms())
    return _posted(posted)


def _company() -> Company:
    return writing().scalars(select(Company).where(Company.id == principal().company)).one()


def _answer(posted: Posted) -> Response:
    opening = posted.opening
    assert opening is not None
    response = jsonify(PostingAnswer().dump(posting_answer(posted, today())))
    response.status_code = 201 if posted.outcome is Outcome.CREATED else 200
    response.headers["Location"] = url_for("openings.OneOpening", external_ref=opening.external_ref)
    return tag(response, opening)
