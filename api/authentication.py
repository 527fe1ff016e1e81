"""Who asks: the bearer of a key or of a link, a session's account, or in a demo who sits at the machine.

What is read and written here is the program's own: there is nobody yet whose scope could narrow it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import abort, current_app, g, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from api import clock
from api.cookies import session_token
from api.extensions import db
from api.services.access import api_keys, log_in, sessions
from api.services.placing import personal_links
from api.services.rate_limit import seconds_to_wait
from api.settings import Profile
from models.engine import make_session
from models.login_session import LoginSession, Stage
from models.principal import Principal, Role
from models.sealing import VAULT

DEMO_OFFICER = Principal(Role.OFFICER, "demo")
LOG_INS_A_MINUTE = 30  # from one address: an office may share one
WRONG_LINKS_A_MINUTE = 30  # likewise
LINK = "secret"  # the part of a path that is a personal link's secret


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, and by what."""

    principal: Principal
    session: int | None = None  # number of the login session
    ready: bool = True  # password and second factor are set up
    suspended: bool = False  # a company that nothing is open to for the time being


@contextmanager
def program_session(*, read_only: bool = False) -> Iterator[Session]:
    """A session that nothing narrows; what it wrote is committed unless something fails."""
    with make_session(db.engine, current_app.extensions[VAULT], read_only=read_only) as session:
        yield session
        if not read_only:
            session.commit()


def authenticate() -> Visitor | None:
    """Whose request it is, None for somebody unknown; every request of a key or a session counts.

    A demo has invented people and answers its own machine only: there, whoever has not logged in acts as an
    officer of the whole district, and a log-in counts without a second factor. Raises TooManyRequests.
    """
    now = clock.now()
    secret = (request.view_args or {}).get(LINK)
    if secret is not None:
        return _link(secret, now)
    if not is_from_browser():
        return _bearer(now)
    token = session_token()
    visitor = None if token is None else _browser(token, now)
    if visitor is None and _is_demo():
        return Visitor(DEMO_OFFICER)
    return visitor


def _is_demo() -> bool:
    return current_app.config["PROFILE"] is Profile.DEMO


def is_from_browser() -> bool:
    """Whether a request may be a browser's: none sends this header to a site that did not allow it to."""
    return "Authorization" not in request.headers


def _bearer(now: datetime) -> Visitor | None:
    scheme, _, words = request.headers["Authorization"].partition(" ")
    if scheme.lower() != "bearer":
        return None
    with program_session(read_only=True) as session:
        holder = api_keys.find_holder(session, words, now)
    if holder is None:
        return None
    with program_session() as session:
        wait = _seconds_to_wait(session, f"key {holder.ref}", now)
        if _is_over(holder.last_used_at, api_keys.USED_EVERY, now):
            api_keys.mark_used(session, holder.number, now)
    _refuse_if(wait)
    return Visitor(holder.principal, suspended=holder.suspended)


def _browser(token: str, now: datetime) -> Visitor | None:
    with program_session(read_only=True) as session:
        found = sessions.find_session(session, token, now)
        if found is None or found.stage is not Stage.COMPLETE:
            return None
        who = sessions.principal_of_account(session, found.account, now)
        number, ref, seen_at = found.id, found.ref, found.seen_at
        ready, suspended = found.account.is_ready or _is_demo(), found.account.is_suspended
    with program_session() as session:
        wait = _seconds_to_wait(session, f"session {ref}", now)
        if _is_over(seen_at, sessions.SEEN_EVERY, now):
            sessions.keep_alive(session, number, now)
    _refuse_if(wait)
    return Visitor(who, session=number, ready=ready, suspended=suspended)


def _link(secret: str, now: datetime) -> Visitor | None:
    """The student whose link it is; a link that is unknown, over or revoked is answered alike."""
    with program_session(read_only=True) as session:
        holder = personal_links.find_holder(session, secret, now)
    with program_session() as session:
        if holder is None:
            address = request.remote_addr or ""
            wait = seconds_to_wait(session, f"links {address}", most=WRONG_LINKS_A_MINUTE, now=now)
        else:
            wait = _seconds_to_wait(session, f"link {holder.ref}", now)
            if _is_over(holder.last_used_at, personal_links.USED_EVERY, now):
                personal_links.mark_used(session, holder.number, now)
    _refuse_if(wait)
    return None if holder is None else Visitor(holder.principal)


def visitor() -> Visitor:
    """Who asks, once they were let in."""
    found: Visitor = g.visitor
    return found


def try_password(login: str, password: str) -> str | None:
    """The token of a new session, or None; the same work and the same time whatever is wrong."""
    now, address = clock.now(), request.remote_addr or ""
    with program_session() as session:
        wait = seconds_to_wait(session, f"log-ins {address}", most=LOG_INS_A_MINUTE, now=now)
    _refuse_if(wait)
    with program_session() as session:
        attempt = log_in.begin_attempt(session, login, address, now)
    right = attempt.is_right(password)  # slow on purpose: no transaction is open meanwhile
    with program_session() as session:
        return log_in.end_attempt(session, attempt, password if right else None, now)


def try_code(code: str) -> str | None:
    """The token of the session that follows the one that was begun by a password, or None."""
    now, token = clock.now(), session_token()
    with program_session() as session:
        begun = None if token is None else sessions.find_session(session, token, now)
        if begun is None or begun.stage is not Stage.BEGUN:
            return None
        return log_in.enter_code(session, begun, code, request.remote_addr or "", now)


def is_begun() -> bool:
    """Whether the browser gave a password already, and the code is still to come."""
    token = session_token()
    with program_session(read_only=True) as session:
        found = None if token is None else sessions.find_session(session, token, clock.now())
        return found is not None and found.stage is Stage.BEGUN


def own_session(session: Session) -> LoginSession:
    """The session of whoever asks, with their account; whoever came without one is asked to log in."""
    number = visitor().session
    if number is None:
        abort(401)
    return session.get_one(LoginSession, number)


def _seconds_to_wait(session: Session, asker: str, now: datetime) -> int:
    return seconds_to_wait(session, asker, most=current_app.config["REQUESTS_A_MINUTE"], now=now)


def _refuse_if(wait: int) -> None:
    if wait:
        raise TooManyRequests(retry_after=wait)


def _is_over(moment: datetime | None, span: timedelta, now: datetime) -> bool:
    return moment is None or now - moment > span
