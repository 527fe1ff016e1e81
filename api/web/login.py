"""Log in and out. Whatever is wrong with a name and a password, the answer is the same."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from api.access import open_to, public
from api.authentication import is_begun, program_session, try_code, try_password, visitor
from api.clock import now
from api.cookies import carry
from api.services.access.sessions import end_session
from api.web.forms import field
from models.principal import ACCOUNT_ROLES

blueprint = Blueprint("login", __name__)


@blueprint.get("/login")
@public
def show() -> str:
    """The form for name and password."""
    return render_template("login.html", refused="refused" in request.args)


@blueprint.post("/login")
@public
def enter() -> Response:
    """Check name and password; the code comes next, or the account is still to be set up."""
    token = try_password(field("login"), request.form.get("password", ""))
    if token is None:
        return _to("/login?refused=1")
    return carry(_to("/login/code"), token)


@blueprint.get("/login/code")
@public
def ask_code() -> ResponseReturnValue:
    """The form for the code; whoever needs none goes on."""
    if not is_begun():
        return _to("/")
    return render_template("login_code.html", refused="refused" in request.args)


@blueprint.post("/login/code")
@public
def enter_code() -> Response:
    """Check the code; the session is another from here on."""
    if not is_begun():
        return _to("/login")
    token = try_code(field("code"))
    return _to("/login/code?refused=1") if token is None else carry(_to("/"), token)


@blueprint.post("/logout")
@open_to(*ACCOUNT_ROLES, unready=True)
def leave() -> Response:
    """End the session."""
    number = visitor().session
    if number is not None:
        with program_session() as session:
            end_session(session, number, now())
    return carry(_to("/login"), None)


def _to(address: str) -> Response:
    return make_response(redirect(address, 303))
