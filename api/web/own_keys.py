"""A company's keys: issued and shown once, replaced, revoked; only by somebody who has logged in.

A key could otherwise make itself a successor for ever.
"""

from flask import Blueprint, Response, abort, make_response, render_template, url_for

from api.access import open_to
from api.authentication import visitor
from api.clock import now
from api.extensions import acting, principal, reading, writing
from api.i18n import marked
from api.presenters.accounts import account_problem
from api.returning import PROBLEM, go_back
from api.services.access.accounts import AccountError
from api.services.access.api_keys import LIVE_AT_ONCE, LONGEST_DAYS, OVERLAP
from api.services.access.own_keys import issue_own_key, own_keys, revoke_own_key, rotate_own_key
from api.services.acting import Acting
from api.web.forms import done, field
from models.principal import Role
from models.queries.company_desk import own_company

blueprint = Blueprint("own_keys_pages", __name__, url_prefix="/account/keys")


@blueprint.before_request
def _need_log_in() -> None:
    if visitor().session is None:
        abort(401)


@blueprint.get("")
@open_to(Role.COMPANY)
def listed() -> str:
    """The keys, what they may and when they were used."""
    return _page(Acting(reading(), principal(), now()))


@blueprint.post("")
@open_to(Role.COMPANY)
def issue() -> Response:
    """Make a key, for reading alone or for everything, or one in place of those in use; show it this once."""
    company = own_company(writing())
    try:
        if field("kind") == "replace":
            words = rotate_own_key(acting(), company)
        else:
            words = issue_own_key(acting(), company, read_only=field("kind") == "read")
    except AccountError as error:
        return go_back(account_problem(error.code, **error.params), PROBLEM, url_for(".listed"))
    return make_response(_page(acting(), words), 201)


@blueprint.post("/<ref>/revoke")
@open_to(Role.COMPANY)
def revoke(ref: str) -> Response:
    """End a key at once."""
    if not revoke_own_key(acting(), own_company(writing()), ref):
        abort(404)
    return done(marked("The key is dead from now on."), url_for(".listed"))


def _page(by: Acting, words: str | None = None) -> str:
    keys = own_keys(by, own_company(by.session))
    live = [key for key in keys if key.revoked_at is None and key.expires_at > by.now]
    return render_template(
        "company/keys.html",
        live=live,
        over=[key for key in keys if key not in live],
        words=words,
        most=LIVE_AT_ONCE,
        days=LONGEST_DAYS,
        overlap=OVERLAP.days,
    )
