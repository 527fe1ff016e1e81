"""What every form of the desk brings along: where it stood, and which version of a row it means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, request
from marshmallow import Schema, ValidationError, fields

from api.clock import CLOCK
from api.errors import Refused, refusal_title, refusing_fields
from api.i18n import say
from api.presenters.findings import finding_sentence
from api.returning import DONE, go_back
from api.schemas.rest.checks import Moment, TrueOrFalse, findings
from api.schemas.rest.officer_taking_back import TakeBackPost
from api.services.not_possible import NotPossible
from models.base import Versioned
from models.taking_back import Mistake

MOST = 1000  # characters of a field, unless it says otherwise


@dataclass(frozen=True, slots=True)
class Tried:
    """A form that comes back: which of its page, why, what was typed, and what is wrong with each field."""

    form: str
    why: str
    typed: Mapping[str, str]
    wrong: Mapping[str, str]


def refusal_of(act: Callable[[], object]) -> Refused | None:
    """Do something; what refuses it, if anything that somebody can put right does."""
    try:
        with refusing_fields():
            act()
    except NotPossible as error:
        return Refused(409, error.code)
    except Refused as error:
        return error
    return None


def tried(form: str, error: Refused) -> Tried:
    """The form that was posted and refused."""
    wrong: dict[str, str] = {}
    for finding in error.findings:
        wrong.setdefault(finding.field, finding_sentence(finding))
    return Tried(form, refusal_title(error), request.form.to_dict(), wrong)


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
    return plain(request.form.get(name, ""), most)


def plain(text: str, most: int = MOST) -> str:
    """Words trimmed and cut to `most` characters, without NUL, which no database keeps."""
    return text.replace("\0", "").strip()[:most]


def told(schema: Schema) -> dict[str, Any]:
    """The fields of a schema as the form tells them; one that is blank counts as not told.

    Raises Refused (422) with a finding for each field that cannot be accepted.
    """
    body = {name: _value(kind, text) for name, kind in schema.fields.items() if (text := field(name))}
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
