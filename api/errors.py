"""One handler for all errors: problem+json for machines under /api/, a page for people."""

import logging

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from api.i18n import marked, say

log = logging.getLogger(__name__)

TITLES = {
    400: marked("This request could not be understood"),
    403: marked("This is not open to you"),
    404: marked("There is no such page"),
    405: marked("This cannot be done here"),
    500: marked("Something went wrong on our side"),
}


def handle_errors(app: Flask) -> None:
    """Answer every error in the way of whoever asked."""

    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> Response:
        return _answer(error)

    @app.errorhandler(Exception)
    def fail(error: Exception) -> Response:
        log.error("request_failed error=%s endpoint=%s", type(error).__name__, request.endpoint)
        return _answer(InternalServerError())


def _answer(error: HTTPException) -> Response:
    status = error.code or 500
    title = say(TITLES.get(status, TITLES[400] if status < 500 else TITLES[500]))
    if isinstance(error, SecurityError):  # a host that is not ours: no page can be linked from it
        response = make_response(title, {"Content-Type": "text/plain; charset=utf-8"})
    elif request.path.startswith("/api/"):
        response = jsonify({"type": "about:blank", "title": title, "status": status, "code": error.name})
        response.content_type = "application/problem+json"
    else:
        response = make_response(render_template("error.html", title=title, status=status))
    response.status_code = status
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response
