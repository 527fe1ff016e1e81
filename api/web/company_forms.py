"""A company's record edited, and a company registered, on the desk."""

from flask import Blueprint, Response, abort, current_app

from api.access import open_to
from api.extensions import acting, reading, writing
from api.i18n import marked, say
from api.presenters.record_forms import company_form
from api.registry_files.columns import RegistryKind
from api.services.registry.register_company import correct_company, register_company
from api.services.told_fields import FieldsRefused
from api.web.record_forms import is_stale, typed_words
from api.web.record_pages import RecordPage
from models.company import Company
from models.principal import Role
from models.queries import companies

GROUPS = (
    (marked("The company"), ["name", "uscc", "industry", "size", "joined"]),
    (marked("Where it is and whom to talk to"), ["place", "address", "contact", "phone"]),
)

blueprint = Blueprint("company_forms_pages", __name__, url_prefix="/companies")


@blueprint.get("/new")
@open_to(Role.OFFICER)
def fill_in() -> str:
    """An empty form."""
    return _new().show(company_form(None))


@blueprint.post("/new")
@open_to(Role.OFFICER)
def add() -> Response:
    """Register a company, vouched for by the officer if it has a credit code."""
    form = company_form(None)
    try:
        company = register_company(acting(), typed_words(form), within=current_app.config["DISTRICT"])
    except FieldsRefused as error:
        return _new().refuse(form, error)
    return _new().saved(f"/companies/{company.ref}")


@blueprint.get("/<ref>/edit")
@open_to(Role.OFFICER)
def edit(ref: str) -> str:
    """The record as a form."""
    company = companies.get(reading(), ref) or abort(404)
    return _of(company).show(company_form(company))


@blueprint.post("/<ref>/edit")
@open_to(Role.OFFICER)
def save(ref: str) -> Response:
    """Change what was typed otherwise; where somebody was quicker, say who changed what and ask again."""
    company = companies.get(writing(), ref) or abort(404)
    form, page = company_form(company), _of(company)
    if is_stale(form):
        return page.conflict(form, company)
    try:
        correct_company(acting(), company, typed_words(form), within=current_app.config["DISTRICT"])
    except FieldsRefused as error:
        return page.refuse(form, error)
    return page.saved(page.back)


def _new() -> RecordPage:
    title = marked("Register a company")
    return RecordPage(RegistryKind.COMPANIES, title, say(title), GROUPS, "/companies")


def _of(company: Company) -> RecordPage:
    return RecordPage(
        RegistryKind.COMPANIES,
        marked("Edit a company's record"),
        say(marked("Edit: %(name)s"), name=company.name),
        GROUPS,
        f"/companies/{company.ref}",
        ("company", company.ref),
    )
