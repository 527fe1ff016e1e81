"""Whether an instance can do its work now: asked by whoever sends it requests."""

import shutil
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from models.engine import make_session
from models.errors import SealBroken, WrongKey
from models.migrate import current, head
from models.queries.keys import check_keys
from models.vault import Vault

SPACE_NEEDED = 256 << 20  # bytes


class Obstacle(StrEnum):
    """What keeps an instance from its work."""

    STOPPING = "STOPPING"
    DISK_FULL = "DISK_FULL"
    DATABASE_UNREACHABLE = "DATABASE_UNREACHABLE"
    DATABASE_BEHIND = "DATABASE_BEHIND"
    KEYS_WRONG = "KEYS_WRONG"


def find_obstacle(
    engine: Engine, vault: Vault, folder: Path, *, space_needed: int = SPACE_NEEDED
) -> Obstacle | None:
    """The first thing that is in the way: no room in `folder` (bytes), the database, its shape, the keys."""
    if shutil.disk_usage(folder).free < space_needed:
        return Obstacle.DISK_FULL
    try:
        if current(engine) != head():
            return Obstacle.DATABASE_BEHIND
        with make_session(engine, vault, read_only=True) as session:
            check_keys(session)
    except (WrongKey, SealBroken):
        return Obstacle.KEYS_WRONG
    except DatabaseError:
        return Obstacle.DATABASE_UNREACHABLE
    return None
