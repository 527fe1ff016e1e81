"""Accounts, for administrators: who has one, a new one, and one's password, second factor and end."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, abort, current_app, make_response, render_template

from api.access import open_to
from api.extensions import acting, principal, reading, writing
from api.i18n import marked
from api.presenters.accounts import account_problem, role_choices
from api.presenters.student_filters import street_choices
from api.services.access import accounts
from api.services.access.accounts import AccountError
from api.services.access.api_keys import find_company
from api.web.filters import page_number
from api.web.forms import check_form_version, done, field
from models.account import Account
from models.principal import ACCOUNT_ROLES, Role
from models.queries.pages import page_of

REASON_LENGTH = 500
FIELDS = ("login", "name", "role", "area", "company")

blueprint = Blueprint("accounts_pages", __name__, url_prefix="/accounts")


@blueprint.get("")
@open_to(Role.ADMINISTRATOR)
def listed() -> str:
    """Everybody who has an account, and the form for a new one."""
    return _page(dict.fromkeys(FIELDS, ""))


@blueprint.post("")
@open_to(Role.ADMINISTRATOR)
def add() -> Response:
    """Make an account, and show this once the password to hand over."""
    told = {name: field(name) for name in FIELDS}
    if told["role"] not in list(ACCOUNT_ROLES):
        abort(400)
    session = writing()
    try:
        account, password = accounts.create_account(
            acting(),
            told["login"],
            Role(told["role"]),
            area=told["area"] or None,
            district=current_app.config["DISTRICT"],
            company=find_company(session, told["company"]) if told["company"] else None,
            display_name=told["name"] or None,
        )
    except AccountError as error:
        return make_response(_page(told, account_problem(error.code, **error.params)), 422)
    return make_response(_one(account, password=password), 201)


@blueprint.get("/<ref>")
@open_to(Role.ADMINISTRATOR)
def read(ref: str) -> str:
    """One account, and what can be done with it."""
    return _one(accounts.account_of(reading(), ref) or abort(404))


@blueprint.post("/<ref>")
@open_to(Role.ADMINISTRATOR)
def change(ref: str) -> Response:
    """One of the acts on an account: another password, another second factor, shut, open again."""
    account = accounts.account_of(writing(), ref) or abort(404)
    check_form_version(account)
    act = ACTS.get(field("act")) or abort(400)
    try:
        return act(account)
    except AccountError as error:
        return make_response(_one(account, problem=account_problem(error.code, **error.params)), 422)


def _reset_password(account: Account) -> Response:
    password = accounts.reset_password(acting(), account)
    return make_response(_one(account, password=password), 201)


def _reset_factor(account: Account) -> Response:
    accounts.reset_totp(acting(), account)
    return done(marked("The next log-in sets up another second factor."))


def _disable(account: Account) -> Response:
    reason = field("reason", REASON_LENGTH)
    accounts.disable_account(acting(), account, reason)
    return done(marked("Shut: the sessions are ended and the keys revoked."))


def _enable(account: Account) -> Response:
    accounts.enable_account(acting(), account)
    return done(marked("Open again; the keys stay revoked."))


ACTS: Mapping[str, Callable[[Account], Response]] = {
    "password": _reset_password,
    "factor": _reset_factor,
    "disable": _disable,
    "enable": _enable,
}


def _page(told: dict[str, str], problem: str | None = None) -> str:
    return render_template(
        "accounts/listed.html",
        page=page_of(accounts.all_accounts(reading()), page=page_number()),
        told=told,
        problem=problem,
        roles=role_choices(),
        streets=street_choices(current_app.config["DISTRICT"]),
    )


def _one(account: Account, **shown: str) -> str:
    own = account.id == principal().account
    return render_template("accounts/account.html", account=account, own=own, most=REASON_LENGTH, **shown)
