"""An opening posted or edited for a company on the desk, through the gate that companies pass."""

from flask import Blueprint, Response, abort

from api.access import open_to
from api.extensions import acting, reading, terms, writing
from api.i18n import marked, say
from api.presenters.record_forms import opening_form
from api.registry_files.columns import RegistryKind
from api.services.openings.post_for_company import edit_opening, post_for_company
from api.services.told_fields import FieldsRefused
from api.web.record_forms import is_stale, typed_words
from api.web.record_pages import RecordPage
from models.company import Company
from models.opening import Opening
from models.principal import OFFICERS
from models.queries import companies, openings

GROUPS = (
    (
        marked("What every posting must state"),
        ["title", "headcount", "place", "wage", "valid_to", "duties"],
    ),
    (
        marked("What is asked for"),
        ["education", "majors", "experience", "skills", "certificates", "age"],
    ),
    (
        marked("What is offered"),
        ["board", "shifts", "hazards", "contract", "probation"],
    ),
)

blueprint = Blueprint("opening_forms_pages", __name__)


@blueprint.get("/companies/<ref>/openings/new")
@open_to(*OFFICERS)
def fill_in(ref: str) -> str:
    """An empty form."""
    company = companies.get(reading(), ref) or abort(404)
    return _new(company).show(opening_form(None))


@blueprint.post("/companies/<ref>/openings/new")
@open_to(*OFFICERS)
def add(ref: str) -> Response:
    """Post an opening for a company: listed at once, for the officer vouches for it."""
    company = companies.get(writing(), ref) or abort(404)
    form, page = opening_form(None), _new(company)
    try:
        posted = post_for_company(acting(), company, typed_words(form), terms())
    except FieldsRefused as error:
        return page.refuse(form, error)
    assert posted.opening is not None
    return page.saved(f"/openings/{posted.opening.ref}", posted.findings)


@blueprint.get("/openings/<ref>/edit")
@open_to(*OFFICERS)
def edit(ref: str) -> str:
    """The opening as a form."""
    opening = openings.get(reading(), ref) or abort(404)
    return _of(opening).show(opening_form(opening))


@blueprint.post("/openings/<ref>/edit")
@open_to(*OFFICERS)
def save(ref: str) -> Response:
    """Change what was typed otherwise; where somebody was quicker, say who changed what and ask again."""
    opening = openings.get(writing(), ref) or abort(404)
    form, page = opening_form(opening), _of(opening)
    if is_stale(form):
        return page.conflict(form, opening)
    try:
        posted = edit_opening(acting(), opening, typed_words(form), terms())
    except FieldsRefused as error:
        return page.refuse(form, error)
    return page.saved(page.back, posted.findings)


def _new(company: Company) -> RecordPage:
    return RecordPage(
        RegistryKind.OPENINGS,
        marked("Post an opening"),
        say(marked("An opening of %(company)s"), company=company.name),
        GROUPS,
        f"/companies/{company.ref}",
    )


def _of(opening: Opening) -> RecordPage:
    return RecordPage(
        RegistryKind.OPENINGS,
        marked("Edit an opening"),
        say(marked("Edit: %(name)s"), name=opening.title),
        GROUPS,
        f"/openings/{opening.ref}",
        ("opening", opening.ref),
    )
