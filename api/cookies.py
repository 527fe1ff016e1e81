"""What browsers carry: a session's token, and the signed cookie that the forms' tokens are checked by.

Both bear the prefix __Host- and are Secure; over plain http, which is spoken to this machine only, a browser
would keep neither.
"""

import re

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface

SESSION, FORMS = "aixin-session", "aixin-forms"

_THIS_MACHINE = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d+)?")


def _is_secure() -> bool:
    return request.is_secure or not _THIS_MACHINE.fullmatch(request.headers.get("Host", ""))


def _named(name: str) -> str:
    return f"__Host-{name}" if _is_secure() else name


class _FormsCookie(SecureCookieSessionInterface):
    """Flask's own cookie, which holds nothing but what the forms' tokens are checked by."""

    def get_cookie_name(self, app: Flask) -> str:
        return _named(FORMS)

    def get_cookie_secure(self, app: Flask) -> bool:
        return _is_secure()


def set_up_cookies(app: Flask) -> None:
    """Give the app's own cookie its name."""
    app.session_interface = _FormsCookie()
    app.config.update(SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_HTTPONLY=True)


def session_token() -> str | None:
    """The token of the session that the browser carries."""
    return request.cookies.get(_named(SESSION))


def carry(response: Response, token: str | None) -> Response:
    """Let the browser carry a session's token from now on; None: no longer."""
    if token is None:
        response.delete_cookie(_named(SESSION), secure=_is_secure(), httponly=True, samesite="Lax")
    else:
        response.set_cookie(_named(SESSION), token, secure=_is_secure(), httponly=True, samesite="Lax")
    return response
