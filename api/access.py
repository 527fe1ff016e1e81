"""Who may use a route: every view says so itself, and no app starts with one that does not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from flask import Flask, abort, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect

from api.authentication import Visitor, is_from_browser
from api.clock import now
from api.errors import Refused
from api.extensions import record_apart
from models.audit import Act
from models.audit_event import Outcome
from models.principal import Principal, Role

View = TypeVar("View", bound=Callable[..., Any])

SAFE = ("GET", "HEAD", "OPTIONS")
_DECLARED = "aixin_access"


@dataclass(frozen=True, slots=True)
class Access:
    """Whom a view is open to; to everybody, known or not, when it is public."""

    roles: frozenset[Role] = frozenset()
    public: bool = False
    unready: bool = False  # also to who has still to set up password or second factor, or is suspended


class UndeclaredRoute(Exception):
    """A route that does not say whom it is open to."""


def open_to(*roles: Role, unready: bool = False) -> Callable[[View], View]:
    """Open a view function, a MethodView or one of its methods to these roles and no other."""

    def declare(view: View) -> View:
        setattr(view, _DECLARED, Access(frozenset(roles), unready=unready))
        return view

    return declare


def public(view: View) -> View:
    """Open a view to everybody: it shows nothing of what is kept."""
    setattr(view, _DECLARED, Access(public=True))
    return view


def declared_access(app: Flask, endpoint: str, method: str) -> Access | None:
    """What the view behind an endpoint says for a method: the method's own word, else its class's."""
    view = app.view_functions[endpoint]
    view_class = getattr(view, "view_class", None)
    name = "get" if method == "HEAD" else method.lower()
    for place in (getattr(view_class, name, None), view_class, view):
        access = getattr(place, _DECLARED, None)
        if isinstance(access, Access):
            return access
    return Access(public=True) if endpoint == "static" else None


def check_routes(app: Flask) -> None:
    """Raise UndeclaredRoute unless every method of every route says whom it is open to."""
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods or ()):
            if declared_access(app, rule.endpoint, method) is None:
                raise UndeclaredRoute(f"{method} {rule.rule} ({rule.endpoint})")


def guard(app: Flask, authenticate: Callable[[], Visitor | None]) -> None:
    """Before a route runs, find out who asks and whether it is open to them; a denial is audited.

    What changes something and comes from a browser must come from a form of ours.
    """
    app.config.update(PROVIDE_AUTOMATIC_OPTIONS=False, WTF_CSRF_CHECK_DEFAULT=False)
    app.config.update(WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)  # pages send no referrer
    forms = CSRFProtect(app)

    @app.before_request
    def check() -> ResponseReturnValue | None:
        if request.endpoint is None:  # no such page, which is no secret
            return None
        access = declared_access(app, request.endpoint, request.method)
        is_public = access is not None and access.public
        if not is_public:
            g.visitor = authenticate()
            if g.visitor is None:
                abort(401)
            g.principal = g.visitor.principal
        if is_from_browser():
            forms.protect()
        return None if is_public else _admit(access, g.visitor)


def _admit(access: Access | None, visitor: Visitor) -> ResponseReturnValue | None:
    """Let somebody in, or send them where they may go."""
    may_act = request.method in SAFE or not visitor.principal.read_only
    unready = access is not None and access.unready
    if visitor.suspended and not unready:
        _keep_denial(visitor.principal)
        raise Refused(403, "COMPANY_SUSPENDED")
    if access is None or visitor.principal.role not in access.roles or not may_act:
        deny(visitor.principal)
    if visitor.ready or access.unready:
        return None
    if request.path.startswith("/api/"):
        abort(403)
    return redirect("/account", 303)


def deny(principal: Principal) -> NoReturn:
    """Keep that somebody tried what is not open to them, and refuse."""
    _keep_denial(principal)
    abort(403)


def _keep_denial(principal: Principal) -> None:
    act = Act("route.denied", details={"endpoint": request.endpoint}, outcome=Outcome.DENIED)
    record_apart(principal, act, now())
