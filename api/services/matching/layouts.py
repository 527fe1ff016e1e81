"""What was laid out for ranking, kept on disk for other processes and for the next start.

A layout stands in a folder under the fingerprint of the code that made it, with a digest of every file: what
another version wrote, and what a power cut spoilt, is passed over and made anew from the database.
"""

import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np

import matcher
from api.logs import failure
from matcher.columns import Columns
from matcher.index.store import open_columns, save_columns
from models.queries import snapshots
from models.queries.snapshots import Revisions

DIGESTS = "digests.json"
COMPILED = "compiled"
ABANDONED = 3600  # seconds after which a folder that nobody finished is removed
BLOCK = 1 << 20

log = logging.getLogger(__name__)


@cache
def code_fingerprint() -> str:
    """Sixteen hexadecimal digits over the code and tables that turn rows into columns."""
    room = Path(matcher.__path__[0])
    told = blake2b(Path(snapshots.__file__).read_bytes(), digest_size=8)
    for path in sorted(room.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            told.update(f"{path.relative_to(room)} {path.stat().st_size}\n".encode() + path.read_bytes())
    return told.hexdigest()


class Layouts:
    """The layouts in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not os.access(Path(matcher.__path__[0]) / "index", os.W_OK):  # where numba keeps what it compiled
            os.environ.setdefault("NUMBA_CACHE_DIR", str(folder / COMPILED))
        self._code = code_fingerprint()  # now: an upgrade may change the files while this process runs

    def newest(self) -> tuple[Columns, Revisions] | None:
        """What was kept last by the same code, its columns memory-mapped; None if there is nothing whole."""
        for folder in sorted(self._folder.glob(f"{self._code}-*"), key=_age):
            try:
                if json.loads((folder / DIGESTS).read_text("utf-8")) == dict(_digests(folder)):
                    revisions = Revisions(*(np.load(folder / f"{name}.npy") for name in Revisions._fields))
                    return open_columns(folder), revisions
                log.warning("layout_spoilt", extra={"folder": folder.name})
            except (OSError, ValueError) as error:  # removed under our hands, or never finished
                log.warning("layout_unreadable", extra={"folder": folder.name, **failure(error)})
        return None

    def keep(self, columns: Columns, revisions: Revisions) -> None:
        """Keep a layout and remove what it replaces; where that cannot be, all works, but later."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(prefix=".", dir=self._folder))
            save_columns(columns, made)
            for name, values in revisions._asdict().items():
                np.save(made / f"{name}.npy", values)
            (made / DIGESTS).write_text(json.dumps(dict(_digests(made))), "utf-8")
            _write_through(made)
            kept = made.rename(self._folder / f"{self._code}-{made.name.lstrip('.')}")
            for other in self._folder.iterdir():
                unfinished = other.name.startswith(".") and _age(other) < ABANDONED
                if other != kept and other.name != COMPILED and not unfinished:
                    shutil.rmtree(other, ignore_errors=True)
        except OSError as error:
            log.warning("layout_not_kept", extra=failure(error))


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.iterdir()):
        if path.name != DIGESTS:
            told = blake2b(digest_size=16)
            with path.open("rb") as file:
                while block := file.read(BLOCK):
                    told.update(block)
            yield path.name, told.hexdigest()


def _write_through(folder: Path) -> None:
    """Wait until the files are on the disk, so that their names never stand before what is in them."""
    for path in (*folder.iterdir(), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _age(path: Path) -> float:
    """Seconds since it was written; no time at all where it was removed under our hands."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0
