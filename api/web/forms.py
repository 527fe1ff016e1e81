"""What every form of the desk brings along: where it stood, and which version of a row it means."""

from flask import Response, request

from api.errors import Refused
from api.i18n import say
from api.returning import DONE, go_back
from models.base import Versioned

MOST = 1000  # characters of a field, unless it says otherwise


def done(message: str, address: str | None = None, /, **params: object) -> Response:
    """Go back to where the form stood, or to `address`, and say there what was done.

    The message is a marked one; its parameters name no person, for a cookie carries it.
    """
    return go_back(say(message, **params), DONE, address)


def check_form_version(row: Versioned) -> None:
    """Refuse (412) a form that was filled in on an older version of the row than there is now."""
    if request.form.get("version") != str(row.version):
        raise Refused(412, "VERSION_STALE")


def field(name: str, most: int = MOST) -> str:
    """What a field of the form says, trimmed and cut to `most` characters; blank if it is not there."""
    return request.form.get(name, "").strip()[:most]
