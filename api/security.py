"""What every answer carries to keep a browser safe, and who may reach a demo at all."""

from io import BytesIO
from typing import IO

from flask import Flask, Request, Response, abort, request

LARGEST_BODY = 16 * 1024 * 1024  # bytes; a route that takes a file says less

LOOPBACK = ("127.0.0.1", "::1", "localhost")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class InMemory(Request):
    """A request whose files are never spooled to the disk, in clear; there is a limit on every body."""

    def _get_file_stream(self, *_: object, **__: object) -> IO[bytes]:
        return BytesIO()


def protect(app: Flask) -> None:
    """Set the headers on every answer, and a limit on every body.

    Pages are never kept by a cache, for they name people.
    """
    app.request_class = InMemory
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY

    @app.after_request
    def set_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response


def serve_loopback_only(app: Flask) -> None:
    """Refuse whoever is not on this machine, and names of hosts that only pretend to be it."""
    app.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost", "[::1]"]

    @app.before_request
    def check_peer() -> None:
        if request.remote_addr not in LOOPBACK:
            abort(403)
