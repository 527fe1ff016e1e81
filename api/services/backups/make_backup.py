"""A copy of everything, sealed so that the server cannot read it; the data keys lie in a file of their own.

Of the data keys there is one file, the newest: whoever was erased is in no backup any more, however old.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select

from api.services.acting import Acting
from api.services.backups.backup_files import DATA, KEYS, Head, head_of, with_manifest, written_whole
from api.services.not_possible import NotPossible
from models.base import new_ref
from models.data_key import DataKey
from models.database_copy import copied
from models.engine import make_session
from models.erasure import Erasure
from models.migrate import head
from models.principal import Principal
from models.sealed_file import write_sealed
from models.vault import Vault


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: bytes of the file, and rows in it."""

    ref: str
    size: int
    rows: int


def make_backup(
    engine: Engine, vault: Vault, *, public: bytes, to: Path, keys_to: Path, now: datetime, who: Principal
) -> Made:
    """Copy the database into `to` and the data keys into `keys_to`, both sealed to a public key.

    The keys replace those that were there. Raises NotPossible BACKUP_EXISTS, ToolMissing, ToolFailed.
    """
    if to.exists():
        raise NotPossible("BACKUP_EXISTS", file=str(to))
    made = Head(new_ref(), DATA, now, engine.dialect.name, head())
    with written_whole(to) as out, copied(engine, to.parent) as copy:
        write_sealed(out, with_manifest(copy.manifest, copy.content), public, made.document())
    try:
        _keep_keys(engine, public, keys_to, made)
        rows = sum(count for count, _ in copy.manifest.values())
        size = to.stat().st_size
        with make_session(engine, vault) as session:
            details = {"rows": rows, "bytes": size}
            Acting(session, who, now).record("backup.made", ("backup", made.ref), details=details)
            session.commit()
    except BaseException:
        to.unlink(missing_ok=True)  # without its keys and its trace it is none
        raise
    return Made(made.ref, size, rows)


def _keep_keys(engine: Engine, public: bytes, keys_to: Path, made: Head) -> None:
    """Keep the data keys of now, and who was erased until now."""
    if keys_to.exists() and head_of(keys_to).what != KEYS:
        raise NotPossible("BACKUP_EXISTS", file=str(keys_to))
    head_of_keys = Head(made.ref, KEYS, made.made_at, made.database, made.revision)
    with written_whole(keys_to) as out:
        write_sealed(out, _keys(engine), public, head_of_keys.document())


def _keys(engine: Engine) -> Iterator[bytes]:
    with make_session(engine, None, read_only=True) as session:
        keys = session.execute(
            select(DataKey.owner, DataKey.wrapped_key, DataKey.key_id).order_by(DataKey.owner)
        )
        erased = session.scalars(select(Erasure).order_by(Erasure.at, Erasure.student))
        told = {
            "keys": [[row.owner, row.wrapped_key.hex(), row.key_id] for row in keys],
            "erased": [[row.student, row.reason, row.at.isoformat(), row.actor] for row in erased],
        }
    yield json.dumps(told).encode()
