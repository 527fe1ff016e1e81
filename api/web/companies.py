"""Companies, for officers: the registry to search and leaf through, and each company's record."""

from flask import Blueprint, Response, abort, current_app, render_template

from api.access import open_to
from api.clock import now, today
from api.errors import Refused
from api.extensions import acting, audit, principal, reading, writing
from api.i18n import marked
from api.presenters.company_files import FIELDS, company_file, company_rows, company_waiting, pledge_lines
from api.presenters.opening_files import opening_rows
from api.presenters.referrals import referral_page_document
from api.presenters.registry_filters import company_filters
from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.registry.change_trust import change_trust
from api.services.registry.suspend_company import resume_company, suspend_company
from api.services.work_lists import UNANSWERED_FOR
from api.web.filters import chosen_of, page_number
from api.web.forms import check_form_version, done, field
from models.audit import Act
from models.company import Company, CompanyStatus
from models.principal import OFFICERS, Role
from models.queries import companies
from models.queries.listed_companies import (
    NO_OPENINGS,
    ORDERS,
    WantedCompanies,
    count_openings,
    industries,
    list_companies,
    sizes,
)
from models.queries.listed_openings import Wanted, list_openings
from models.queries.listed_referrals import WantedReferrals, list_referrals, states_since
from models.queries.pledges import pledges_of_company

FILTERS = ("status", "industry", "size", "place", "openings", "unverified", "sort")
WORDS_LENGTH = 100
SHOWN = 20  # of a company's openings and referrals, on its record

blueprint = Blueprint("companies_pages", __name__, url_prefix="/companies")


@blueprint.route("", methods=["GET", "POST"])
@open_to(*OFFICERS)
def listed() -> str:
    """A page of the registry."""
    session, district, text = reading(), current_app.config["DISTRICT"], field("q")[:WORDS_LENGTH]
    choices = company_filters(district, industries(session), sizes(session))
    chosen = chosen_of(FILTERS, choices)
    page = list_companies(session, _wanted(text, chosen), today(), district)
    counts = count_openings(session, page.items, today())
    return render_template(
        "companies/listed.html",
        page=company_rows(page, counts, district),
        text=text,
        choices=choices,
        chosen=chosen,
    )


@blueprint.get("/<ref>")
@open_to(*OFFICERS)
def read(ref: str) -> str:
    """A company's record: who it is, what waits, what it offers and pledged, and who was referred to it."""
    session, district = reading(), current_app.config["DISTRICT"]
    company = companies.get(session, ref) or abort(404)
    openings = list_openings(
        session, Wanted(company=company.ref, sort="-updated_at", page_size=SHOWN), today()
    )
    referrals = list_referrals(session, WantedReferrals(company=company.ref, page_size=SHOWN), now())
    silent = WantedReferrals(company=company.ref, unanswered_days=UNANSWERED_FOR.days, page_size=1)
    counts = count_openings(session, (company,), today()).get(company.ref, NO_OPENINGS)
    audit(Act("company.read", ("company", company.ref), fields=FIELDS))
    if referrals.items:
        seen = [referral.ref for referral in referrals.items]
        audit(Act("referrals.listed", fields=("student", "state"), details={"refs": seen}))
    pledges = pledges_of_company(session, company)
    if pledges:
        sponsored = sorted({each.student_ref for each in pledges if each.student_ref is not None})
        audit(Act("pledges.read", ("company", company.ref), ("student", "amount"), {"refs": sponsored}))
    return render_template(
        "companies/file.html",
        file=company_file(company),
        waiting=company_waiting(company, counts, list_referrals(session, silent, now()).total),
        openings=opening_rows(openings, today(), district),
        referrals=referral_page_document(referrals, states_since(reading(), referrals.items)),
        pledges=pledge_lines(pledges),
        district_officer=principal().role is Role.OFFICER,
    )


@blueprint.post("/<ref>/suspend")
@open_to(Role.OFFICER)
def suspend(ref: str) -> Response:
    """Stop working with a company."""
    company, reason = _to_change(ref), field("reason")
    if not reason:
        raise Refused(422, "INVALID_FIELDS", [Finding("reason", ProblemCode.REQUIRED, Severity.ERROR)])
    suspend_company(acting(), company, reason)
    return done(marked("Suspended. Its keys are dead, its openings on no list, its referrals withdrawn."))


@blueprint.post("/<ref>/resume")
@open_to(Role.OFFICER)
def resume(ref: str) -> Response:
    """Work with a suspended company again."""
    resume_company(acting(), _to_change(ref))
    return done(marked("Taken up again. Withdrawn referrals stay withdrawn."))


@blueprint.post("/<ref>/trust")
@open_to(*OFFICERS)
def trust(ref: str) -> Response:
    """Let a company's posts go live at once, or have them looked at first."""
    trusted = field("trusted") == "yes"
    change_trust(acting(), _to_change(ref), trusted=trusted)
    if trusted:
        return done(marked("From now on its openings are listed at once."))
    return done(marked("From now on an officer looks at its openings first."))


def _to_change(ref: str) -> Company:
    company = companies.get(writing(), ref) or abort(404)
    check_form_version(company)
    return company


def _wanted(text: str, chosen: dict[str, str]) -> WantedCompanies:
    status = chosen.get("status")
    return WantedCompanies(
        text=text,
        status=None if status is None else CompanyStatus(status),
        verified=False if "unverified" in chosen else None,
        industry=chosen.get("industry"),
        size=chosen.get("size"),
        place=chosen.get("place"),
        has_openings=True if "openings" in chosen else None,
        sort=chosen.get("sort", ORDERS[0]),
        page=page_number(),
    )
