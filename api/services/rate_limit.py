"""How many requests one may send: counted for all workers together."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.sealing import vault_of
from models.tally import count_up

WINDOW = timedelta(minutes=1)


def seconds_to_wait(session: Session, asker: str, *, most: int, now: datetime) -> int:
    """Count a request of an asker; 0 if it may go on, else the seconds until the next may."""
    tally = count_up(session, vault_of(session).sign("requests", asker.encode()), now, WINDOW)
    if tally.count <= most:
        return 0
    return max(1, int((tally.since + WINDOW - now).total_seconds()) + 1)
