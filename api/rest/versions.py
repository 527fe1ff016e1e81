"""Concurrent edits: the version of a row is its strong ETag, and unsafe requests name the one they mean."""

import re
from typing import Any

from flask import Response, request

from api.errors import Refused
from api.extensions import writing
from api.rest.blueprints import refusal
from api.services.registry.changed_since import changed_since, stale_field
from models.base import Versioned

VERSION = re.compile(r"[0-9]{1,9}")

IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "the ETag of the version that is meant",
    "schema": {"type": "string"},
}
ACT: dict[str, Any] = {
    "parameters": [IF_MATCH],
    "responses": {str(code): refusal(code) for code in (404, 409, 412, 428)},
}
"""How OpenAPI describes an act on one version of something, which may not be possible as it stands."""


IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "the ETag of what is known already: 304 if it is so still",
    "schema": {"type": "string"},
}
NOT_MODIFIED = {"description": "Not Modified"}


def etag(row: Versioned) -> str:
    """The ETag of a row, quotes included."""
    return f'"{row.version}"'


def tag(response: Response, row: Versioned) -> Response:
    """The response with the row's version on it."""
    response.headers["ETag"] = etag(row)
    return response


def unless_known(response: Response) -> Response:
    """The response, or 304 where whoever asks has it already."""
    response.headers["Vary"] = "Accept-Language"
    response.make_conditional(request)
    return response


def check_version(row: Versioned, subject: tuple[str, str] | None = None) -> None:
    """Refuse a request that does not say which version it means (428), or means an older one (412).

    Where the trail follows the row as `subject`, the refusal names what others have changed since.
    """
    if "If-Match" not in request.headers:
        raise Refused(428, "VERSION_MISSING")
    if not request.if_match.contains(str(row.version)):
        meant = [int(tag) for tag in request.if_match.as_set() if VERSION.fullmatch(tag or "")]
        since = changed_since(writing(), subject, row, max(meant)) if subject and meant else ()
        raise Refused(412, "VERSION_STALE", [stale_field(change) for change in since])
