"""Keys of companies and of officers' programs, for administrators: when they were used, and their end."""

from flask import Blueprint, Response, abort, render_template

from api.access import open_to
from api.clock import now
from api.extensions import acting, reading
from api.i18n import marked
from api.services.access.accounts import AccountError
from api.services.access.api_keys import all_keys, revoke_key
from api.services.care import ENDS_SOON
from api.web.filters import page_number
from api.web.forms import done
from models.principal import Role
from models.queries.pages import page_of

blueprint = Blueprint("keys_pages", __name__, url_prefix="/keys")


@blueprint.get("")
@open_to(Role.ADMINISTRATOR)
def listed() -> str:
    """All keys that there ever were, the newest first."""
    newest_first = all_keys(reading())[::-1]
    page = page_of(newest_first, page=page_number())
    return render_template("upkeep/keys.html", page=page, now=now(), soon=now() + ENDS_SOON)


@blueprint.post("/<ref>/revoke")
@open_to(Role.ADMINISTRATOR)
def revoke(ref: str) -> Response:
    """End a key at once."""
    try:
        revoke_key(acting(), ref)
    except AccountError:
        abort(404)
    return done(marked("The key is dead from now on."))
