"""What every form of the desk brings along: where it stood, and which version of a row it means."""

from datetime import datetime
from typing import Any

from flask import Response, request
from marshmallow import Schema, ValidationError, fields

from api.clock import CLOCK
from api.errors import Refused
from api.i18n import say
from api.returning import DONE, go_back
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.rest.checks import Moment, TrueOrFalse, findings
from api.schemas.rest.officer_taking_back import TakeBackPost
from models.base import Versioned
from models.taking_back import Mistake

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
    """What a field of the form says, trimmed; blank if it is not there.

    Raises Refused (422) where it is longer than `most` characters.
    """
    text = plain(request.form.get(name, ""))
    if len(text) > most:
        too_long = Finding(name, ProblemCode.TEXT_TOO_LONG, Severity.ERROR, {"limit": most})
        raise Refused(422, "INVALID_FIELDS", [too_long])
    return text


def plain(text: str) -> str:
    """Words trimmed, without NUL, which no database keeps."""
    return text.replace("\0", "").strip()


def told(schema: Schema) -> dict[str, Any]:
    """The fields of a schema as the form tells them; one that is blank counts as not told.

    Raises Refused (422) with a finding for each field that cannot be accepted.
    """
    body = {
        name: _value(kind, text)
        for name, kind in schema.fields.items()
        if (text := plain(request.form.get(name, "")))
    }
    try:
        read: dict[str, Any] = schema.load(body)
    except ValidationError as error:
        raise Refused(422, "INVALID_FIELDS", findings(error.messages)) from None
    return read


def told_mistake() -> Mistake:
    """Why the form takes something back."""
    return Mistake(told(TakeBackPost())["reason"])


def _value(kind: fields.Field[Any], text: str) -> Any:
    """What a form writes, as JSON would; forms tell the time without saying where, which is here."""
    match kind:
        case fields.Integer() if text.isascii() and text.isdecimal():
            return int(text)
        case TrueOrFalse() if text in ("yes", "no"):
            return text == "yes"
        case Moment():
            try:
                return datetime.fromisoformat(text).replace(tzinfo=CLOCK).isoformat()
            except ValueError:
                return text
        case _:
            return text
