"""Idempotency-Key: a POST that is sent again is answered with the first answer."""

import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from flask import Response, make_response, request

from api.clock import now
from api.errors import Refused
from api.extensions import principal, writing
from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.repeat_request import Answer, KeyStillRunning, KeyUsedOtherwise, claim, keep
from models.idempotency_key import KEY_LENGTH

HEADER = "Idempotency-Key"
PARAMETER = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": "sent again within 7 days with the same body, the first answer is given again",
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LENGTH, "pattern": "^[!-~]+$"},
}

_REPEATABLE = "aixin_repeatable"  # where a view keeps that it takes the key
_KEY = re.compile(rf"[!-~]{{1,{KEY_LENGTH}}}")


def repeatable(view: Callable[..., Any]) -> Callable[..., Any]:
    """A company's POST: done once for each key, in one transaction with the key and the answer."""

    @wraps(view)
    def once(*args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return make_response(view(*args, **kwargs))
        if not _KEY.fullmatch(key):
            raise Refused(422, "INVALID_FIELDS", [Finding(HEADER, ProblemCode.INVALID, Severity.ERROR)])
        company = principal().company
        assert company is not None
        try:
            known = claim(writing(), company, key, _digest(), now())
        except KeyUsedOtherwise as error:
            raise Refused(422, error.code) from None
        except KeyStillRunning as error:
            raise Refused(409, error.code) from None
        if known is not None:
            return _again(known)
        response = make_response(view(*args, **kwargs))
        headers = response.headers
        answer = Answer(
            response.status_code, response.get_data(), headers.get("ETag"), headers.get("Location")
        )
        keep(writing(), company, key, answer)
        return response

    setattr(once, _REPEATABLE, True)
    return once


def refuse_idle_key(method: Any) -> None:
    """Refuse a key where it would be ignored, and what is sent twice done twice."""
    changes = request.method not in ("GET", "HEAD", "OPTIONS")
    if changes and HEADER in request.headers and not getattr(method, _REPEATABLE, False):
        raise Refused(400, "KEY_NOT_TAKEN")


def _digest() -> bytes:
    return sha256(b"\0".join([request.method.encode(), request.path.encode(), request.get_data()])).digest()


def _again(answer: Answer) -> Response:
    response = make_response(answer.body, answer.status)
    response.content_type = "application/json"
    for name, value in (("ETag", answer.etag), ("Location", answer.location)):
        if value is not None:
            response.headers[name] = value
    return response
