"""What all requests share: the database, and a session that opens sealed fields with the app's keys."""

from pathlib import Path
from typing import Any

from flask import Flask, current_app, g
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, make_url
from sqlalchemy.orm import Session

from api.services.market import Market
from api.settings import Settings
from models.engine import make_engine, make_session
from models.migrate import current, head
from models.queries.keys import check_keys
from models.sealing import VAULT
from models.vault import Vault

MARKET = "aixin-market"


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

    @app.teardown_appcontext
    def close_reading(_: BaseException | None) -> None:
        session = g.pop("reading", None)
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


def reading() -> Session:
    """The session of a request that only reads: one state of the data, and no writer waits for it."""
    if "reading" not in g:
        g.reading = make_session(db.engine, current_app.extensions[VAULT], read_only=True)
    session: Session = g.reading
    return session


def market() -> Market:
    """The openings on offer, under the policy in use."""
    found: Market = current_app.extensions[MARKET]
    return found
