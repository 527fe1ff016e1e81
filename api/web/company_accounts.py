"""A company's accounts, given and looked after by officers of the district."""

from flask import Blueprint, Response, abort, make_response, render_template

from api.access import open_to
from api.clock import now
from api.extensions import acting, principal, reading, writing
from api.i18n import marked
from api.presenters.accounts import account_problem
from api.services.access.accounts import AccountError
from api.services.access.company_accounts import (
    accounts_of_company,
    find_account,
    give_account,
    renew_password,
    shut_account,
)
from api.services.acting import Acting
from api.web.forms import check_form_version, done, field
from models.company import Company
from models.principal import Role
from models.queries import companies

NAME_LENGTH = 50
REASON_LENGTH = 500

blueprint = Blueprint("company_accounts_pages", __name__, url_prefix="/companies/<ref>/accounts")


@blueprint.get("")
@open_to(Role.OFFICER)
def listed(ref: str) -> str:
    """Who logs in for the company, and the form for somebody new."""
    return _page(companies.get(reading(), ref) or abort(404))


@blueprint.post("")
@open_to(Role.OFFICER)
def give(ref: str) -> Response:
    """Give the company an account, and show this once the password to hand over."""
    company = companies.get(writing(), ref) or abort(404)
    login, name = field("login"), field("name", NAME_LENGTH)
    try:
        account, password = give_account(acting(), company, login, display_name=name or None)
    except AccountError as error:
        told = {"login": login, "name": name, "problem": account_problem(error.code, **error.params)}
        return make_response(_page(company, **told), 422)
    return make_response(_page(company, given=account.login, password=password), 201)


@blueprint.post("/<account>")
@open_to(Role.OFFICER)
def change(ref: str, account: str) -> Response:
    """Another password for one of them, or its end."""
    company = companies.get(writing(), ref) or abort(404)
    found = find_account(acting(), company, account) or abort(404)
    check_form_version(found)
    if field("act") == "password":
        password = renew_password(acting(), found)
        return make_response(_page(company, given=found.login, password=password), 201)
    try:
        shut_account(acting(), found, field("reason", REASON_LENGTH))
    except AccountError as error:
        problem = account_problem(error.code, **error.params)
        return make_response(_page(company, problem=problem), 422)
    return done(marked("Shut: the sessions are ended and the keys revoked."))


def _page(company: Company, **shown: str) -> str:
    """The accounts as this request leaves them."""
    session = reading() if not shown else writing()
    return render_template(
        "companies/accounts.html",
        company=company,
        accounts=accounts_of_company(Acting(session, principal(), now()), company),
        most=REASON_LENGTH,
        name_length=NAME_LENGTH,
        **shown,
    )
