"""Openings, for officers: the registry to search and leaf through, each as a file, and their review."""

from flask import Blueprint, Response, abort, current_app, render_template

from api.access import open_to
from api.clock import today
from api.errors import refusing_fields
from api.extensions import acting, reading, writing
from api.i18n import marked
from api.presenters.opening_files import opening_file, opening_rows, side_by_side
from api.presenters.registry_filters import OPENING_ORDERS, opening_filters
from api.services.openings.near_duplicates import NearDuplicates
from api.services.openings.opening_findings import legal_findings, untold_elements
from api.services.openings.review_opening import decide
from api.web.filters import chosen_of, page_number
from api.web.forms import check_form_version, done, field
from matcher.vocabulary import Education
from models.opening import Opening
from models.posting import Decision
from models.principal import OFFICERS
from models.queries import openings
from models.queries.listed_openings import Wanted, list_openings, occupation_groups

FILTERS = ("state", "place", "occupation", "education", "review", "sort")
WORDS_LENGTH = 100
REASON_LENGTH = 500
COMPARED = 3  # openings beside the one that they are much like

blueprint = Blueprint("openings_pages", __name__, url_prefix="/openings")


@blueprint.route("", methods=["GET", "POST"])
@open_to(*OFFICERS)
def listed() -> str:
    """A page of the registry."""
    session, district, text = reading(), current_app.config["DISTRICT"], field("q")[:WORDS_LENGTH]
    choices = opening_filters(district, occupation_groups(session))
    chosen = chosen_of(FILTERS, choices)
    page = list_openings(session, _wanted(chosen), today(), openings.means(text, district))
    return render_template(
        "openings/listed.html",
        page=opening_rows(page, today(), district),
        text=text,
        choices=choices,
        chosen=chosen,
    )


@blueprint.get("/<ref>")
@open_to(*OFFICERS)
def read(ref: str) -> str:
    """An opening as it was told and read, what the law says of it, and what it is much like."""
    session = reading()
    opening = openings.get(session, ref) or abort(404)
    findings = legal_findings(opening, current_app.config["MINIMUM_WAGES"])
    return render_template(
        "openings/file.html",
        file=opening_file(opening, today(), findings, untold_elements(opening)),
        alike=side_by_side(opening, _alike(opening)),
    )


@blueprint.post("/<ref>/review")
@open_to(*OFFICERS)
def review(ref: str) -> Response:
    """Accept an opening, which vouches for its company from now on; or refuse it and say why."""
    opening = openings.get(writing(), ref) or abort(404)
    check_form_version(opening)
    decision = Decision.APPROVE if field("decision") == Decision.APPROVE.value else Decision.REJECT
    with refusing_fields():
        decide(acting(), opening, decision, field("reason", REASON_LENGTH))
    if decision is Decision.APPROVE:
        return done(marked("Accepted. Later openings of the company are listed at once."))
    return done(marked("Refused. The company reads the reason."))


def _alike(opening: Opening) -> list[Opening]:
    """The company's other openings that may be the same one told again."""
    session = reading()
    numbers = NearDuplicates(session, opening.company_id, today()).of(opening)
    found = openings.numbered(session, opening.company, numbers) if numbers else ()
    return [each for each in found if each is not opening][:COMPARED]


def _wanted(chosen: dict[str, str]) -> Wanted:
    level = chosen.get("education")
    return Wanted(
        status=chosen.get("state"),
        needs_review=True if "review" in chosen else None,
        place=chosen.get("place"),
        occupation=chosen.get("occupation"),
        education=None if level is None else Education[level.upper()],
        sort=chosen.get("sort", next(iter(OPENING_ORDERS))),
        page=page_number(),
    )
