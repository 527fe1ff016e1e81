"""What all requests share: the database, sessions narrowed to whoever asks, and the audit of what they do."""

from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, g
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event, make_url
from sqlalchemy.orm import Session

from api.clock import now, today
from api.metrics import Metrics
from api.services.acting import Acting
from api.services.imports.uploads import Uploads
from api.services.job_queue import JobQueue
from api.services.jobs import is_unattended
from api.services.matching.market import Market
from api.services.openings.post_opening import Terms
from api.services.readiness import Obstacle, find_obstacle
from api.settings import Settings
from models.audit import Act, record
from models.engine import make_engine, make_session
from models.job import Job
from models.migrate import current, head
from models.principal import Principal
from models.queries.keys import check_keys
from models.scope import scoped_session
from models.sealing import VAULT
from models.vault import Vault

MARKET = "aixin-market"
QUEUE = "aixin-queue"
METRICS = "aixin-metrics"
ERROR = 400  # the first status that means that nothing was done


class NoPrincipal(RuntimeError):
    """The registry was asked for before it was known who asks."""


class Database(SQLAlchemy):
    """Flask-SQLAlchemy around our own engine, whose settings keep the data safe."""

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> Engine:
        return make_engine(app.config["SQLALCHEMY_DATABASE_URI"])


db = Database()


def init_database(app: Flask, settings: Settings) -> None:
    """Give the app its database and its vault."""
    vault = Vault(settings.keys)
    _check_keys(settings.database_url, vault)
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.extensions[VAULT] = vault
    db.init_app(app)

    app.extensions[MARKET] = Market(settings.market, settings.policy)
    app.after_request(_commit)

    @app.teardown_appcontext
    def close(_: BaseException | None) -> None:
        for name in ("reading", "writing"):
            session = g.pop(name, None)
            if session is not None:
                session.close()


def _check_keys(url: str, vault: Vault) -> None:
    """Raise WrongKey for a registry that was sealed with other keys; one that is not made yet has none."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return
    engine = make_engine(url)  # let go of at once: no connection may outlive a server's fork
    try:
        if current(engine) == head():
            with make_session(engine, vault, read_only=True) as session:
                check_keys(session)
    finally:
        engine.dispose()


def principal() -> Principal:
    """Who asks; raises NoPrincipal where nobody was let in."""
    found: Principal | None = g.get("principal")
    if found is None:
        raise NoPrincipal
    return found


def reading() -> Session:
    """What whoever asks may see, to read: one state of the data, and no writer waits for it."""
    if "reading" not in g:
        g.reading = _session_of(principal(), read_only=True)
    session: Session = g.reading
    return session


def writing() -> Session:
    """What whoever asks may see, to write; committed once the answer is one of success, and only then."""
    if "writing" not in g:
        g.writing = _session_of(principal())
    session: Session = g.writing
    return session


def acting() -> Acting:
    """Whoever asks, to act now in the session to write."""
    return Acting(writing(), principal(), now())


def audit(act: Act) -> None:
    """Keep what this request does or looks at; if that cannot be kept, nothing is done and nothing told.

    It is written with the changes of the request, or in a short transaction once the answer is there; an
    answer of failure leaves no trace.
    """
    g.setdefault("acts", []).append(act)


def keep_look(act: Act) -> None:
    """Keep a look at once, whatever status the answer gets: what the request was to change is let go of."""
    session: Session | None = g.pop("writing", None)
    if session is not None:
        session.close()
    record_apart(principal(), act, now())


def record_apart(who: Principal, act: Act, now: datetime) -> None:
    """Keep an act in a transaction of its own, such as a denial, where the request itself changes nothing."""
    with _session_of(who) as session:
        record(session, who, act, now)
        session.commit()


def _commit(response: Response) -> Response:
    acts: list[Act] = g.pop("acts", [])
    session: Session | None = g.pop("writing", None)
    if response.status_code >= ERROR or g.get("failed", False):
        if session is not None:
            session.close()
    elif acts or session is not None:
        with session or _session_of(principal()) as session:
            for act in acts:
                record(session, principal(), act, now())
            session.commit()
    return response


def _session_of(who: Principal, *, read_only: bool = False) -> Session:
    return scoped_session(db.engine, current_app.extensions[VAULT], who, read_only=read_only)


def market() -> Market:
    """The openings on offer, under the policy in use."""
    found: Market = current_app.extensions[MARKET]
    return found


def terms() -> Terms:
    """What the instance decides of postings today."""
    return Terms(today(), current_app.config["DISTRICT"], current_app.config["MINIMUM_WAGES"])


def metrics() -> Metrics:
    """What is counted of this app."""
    found: Metrics = current_app.extensions[METRICS]
    return found


def queue() -> JobQueue:
    """Where jobs are sent for."""
    found = current_app.extensions.get(QUEUE)
    if found is None:
        config = current_app.config
        found = current_app.extensions[QUEUE] = JobQueue(config["QUEUE_URL"], config["SECRET_KEY"])
    assert isinstance(found, JobQueue)
    return found


def send_after_commit(session: Session, job: Job) -> None:
    """Send for a worker once the order is kept; a worker that looks for forgotten jobs finds it anyway."""
    carrier, ref = queue(), job.ref

    @event.listens_for(session, "after_commit", once=True)
    def send(_: Session) -> None:
        carrier.send(ref)


def uploads() -> Uploads:
    """Where files wait for their import."""
    return Uploads(current_app.config["UPLOADS"], current_app.extensions[VAULT])


def nobody_at_work() -> bool:
    """Whether jobs wait, of whomever, and no worker comes for them."""
    return is_unattended(db.engine, now())


def find_obstacle_now() -> Obstacle | None:
    """What keeps this instance from its work."""
    return find_obstacle(db.engine, current_app.extensions[VAULT], current_app.config["INSTANCE"])


def warm_up(app: Flask) -> None:
    """Have the openings of this app at hand before anybody asks; its database is opened by this."""
    with app.app_context(), make_session(db.engine, app.extensions[VAULT], read_only=True) as session:
        app.extensions[MARKET].warm_up(session)
