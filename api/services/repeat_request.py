"""A request that is sent again under the same key is answered again, and done once.

The key and the answer are written in the transaction of the act itself. Whoever sends the same key while the
first is still being done waits for it: on SQLite writers take turns anyway, on PostgreSQL the key does.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from models.idempotency_key import IdempotencyKey

KEPT = timedelta(days=7)
PATIENCE = "10s"  # for which a repeated request waits for the first

_RUNNING = 0  # in place of the status, as long as there is no answer
_LOCK_NOT_AVAILABLE = "55P03"  # of PostgreSQL


class KeyUsedOtherwise(Exception):
    """The key has been used for another request."""

    code = "KEY_USED_OTHERWISE"


class KeyStillRunning(Exception):
    """The first request with the key is still being done."""

    code = "KEY_STILL_RUNNING"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was given."""

    status: int
    body: bytes
    etag: str | None
    location: str | None


def claim(session: Session, company_id: int, key: str, digest: bytes, now: datetime) -> Answer | None:
    """The answer that was given under this key, or None for the first, who does it and calls `keep`.

    Raises KeyUsedOtherwise and KeyStillRunning.
    """
    old = IdempotencyKey.created_at < now - KEPT
    session.execute(delete(IdempotencyKey).where(IdempotencyKey.company_id == company_id, old))
    found = _find(session, company_id, key)
    if found is None:
        row = IdempotencyKey(
            company_id=company_id, key=key, digest=digest, status=_RUNNING, body=b"", created_at=now
        )
        if _is_first(session, row):
            return None
        found = _find(session, company_id, key)
    if found is None or found.status == _RUNNING:  # the first has just failed, or is not done
        raise KeyStillRunning
    if found.digest != digest:
        raise KeyUsedOtherwise
    return Answer(found.status, found.body, found.etag, found.location)


def keep(session: Session, company_id: int, key: str, answer: Answer) -> None:
    """Keep the answer of a request that was done."""
    row = session.get_one(IdempotencyKey, (company_id, key))
    row.status, row.body = answer.status, answer.body
    row.etag, row.location = answer.etag, answer.location
    session.flush()


def _find(session: Session, company_id: int, key: str) -> IdempotencyKey | None:
    query = select(IdempotencyKey).where(IdempotencyKey.company_id == company_id, IdempotencyKey.key == key)
    return session.scalars(query).one_or_none()


def _is_first(session: Session, row: IdempotencyKey) -> bool:
    """Put the row in, unless somebody else has; waits for a transaction that is about to."""
    if session.connection().dialect.name == "postgresql":
        session.connection().execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        return False
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
            raise KeyStillRunning from None
        raise
    return True
