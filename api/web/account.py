"""One's own account: the password, and the second factor as long as it is not set up."""

import segno
from flask import Blueprint, Response, make_response, redirect, render_template, request
from markupsafe import Markup

from api import clock
from api.access import open_to
from api.authentication import own_session, program_session
from api.cookies import carry
from api.i18n import marked
from api.presenters.accounts import account_problem
from api.services.access.accounts import AccountError, change_password
from api.services.access.log_in import accept_code, provisioning_uri
from api.services.access.passwords import SHORTEST
from api.services.access.sessions import open_session, principal_of_account
from api.services.acting import Acting
from api.web.forms import done, field
from models.audit import Act, record
from models.login_session import Stage
from models.principal import ACCOUNT_ROLES

QR_SCALE = 5  # pixels of a square

blueprint = Blueprint("account", __name__)


@blueprint.get("/account")
@open_to(*ACCOUNT_ROLES, unready=True)
def show() -> str:
    """What is to be set up, and the form to change the password."""
    return _page()


@blueprint.post("/account/password")
@open_to(*ACCOUNT_ROLES, unready=True)
def set_password() -> Response:
    """Change the password; every session ends and this browser gets a new one."""
    old, new, again = (request.form.get(name, "") for name in ("old", "new", "again"))
    if new != again:
        return make_response(_page("PASSWORDS_DIFFER"), 422)
    now = clock.now()
    with program_session() as session:
        account = own_session(session).account
        was_ready = account.is_ready
        try:
            who = principal_of_account(session, account, now)
            change_password(Acting(session, who, now), account, old, new)
        except AccountError as error:
            session.rollback()
            return make_response(_page(error.code), 422)
        token = open_session(session, account, Stage.COMPLETE, address=request.remote_addr or "", now=now)
        ready = account.is_ready
    return carry(_onward(was_ready, ready), token)


@blueprint.post("/account/code")
@open_to(*ACCOUNT_ROLES, unready=True)
def set_up_factor() -> Response:
    """Set the second factor up by its first right code."""
    now = clock.now()
    with program_session() as session:
        account = own_session(session).account
        was_ready = account.is_ready
        right = account.totp_step is None and accept_code(session, account, field("code"), now)
        if right:
            who = principal_of_account(session, account, now)
            record(session, who, Act("account.totp_set_up", ("account", account.ref)), now)
        ready = account.is_ready
    return _onward(was_ready, ready) if right else make_response(_page("CODE_WRONG"), 422)


def _onward(was_ready: bool, is_ready: bool) -> Response:
    """To the first page once the last thing is set up; until then, and later on, back to the account."""
    if not is_ready:
        return make_response(redirect("/account", 303))
    return done(marked("Changed."), "/account") if was_ready else done(marked("All set."), "/")


def _page(problem: str | None = None) -> str:
    with program_session(read_only=True) as session:
        account = own_session(session).account
        picture = None
        if account.totp_step is None:
            drawn = segno.make(provisioning_uri(account)).svg_inline(scale=QR_SCALE, light="#fff")
            picture = Markup(drawn)  # noqa: S704 -- squares and nothing else
        return render_template(
            "account.html",
            account=account,
            picture=picture,
            shortest=SHORTEST,
            problem=problem and account_problem(problem),
        )
