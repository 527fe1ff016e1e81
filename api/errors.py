"""One handler for all errors: problem+json for machines under /api/, a page for people."""

import logging

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from api.i18n import marked, say
from api.logs import failure

log = logging.getLogger(__name__)

TITLES = {
    400: marked("This request could not be understood"),
    401: marked("Say who you are first"),
    403: marked("This is not open to you"),
    404: marked("There is no such page"),
    405: marked("This cannot be done here"),
    429: marked("Too many requests: wait a little"),
    500: marked("Something went wrong on our side"),
}

CODES = {
    400: "BAD_REQUEST",
    401: "UNAUTHENTICATED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    413: "TOO_LARGE",
    415: "MEDIA_TYPE",
    429: "TOO_MANY_REQUESTS",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}
KEPT_HEADERS = ("allow", "retry-after", "www-authenticate")


def handle_errors(app: Flask) -> None:
    """Answer every error in the way of whoever asked."""

    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> Response:
        return _answer(error)

    @app.errorhandler(Exception)
    def fail(error: Exception) -> Response:
        log.error("request_failed", extra={"endpoint": request.endpoint, **failure(error)})
        return _answer(InternalServerError())


def _answer(error: HTTPException) -> Response:
    status = error.code or 500
    title = say(TITLES.get(status, TITLES[400] if status < 500 else TITLES[500]))
    if isinstance(error, SecurityError):  # a host that is not ours: no page can be linked from it
        response = make_response(title, {"Content-Type": "text/plain; charset=utf-8"})
    elif request.path.startswith("/api/"):
        code = CODES.get(status, CODES[400] if status < 500 else CODES[500])
        response = jsonify({"type": "about:blank", "title": title, "status": status, "code": code})
        response.content_type = "application/problem+json"
    else:
        response = make_response(render_template("error.html", title=title, status=status))
    response.status_code = status
    for name, value in error.get_headers():
        if name.lower() in KEPT_HEADERS:
            response.headers[name] = value
    if status == 401:
        response.headers.setdefault("WWW-Authenticate", "Bearer")
    return response
