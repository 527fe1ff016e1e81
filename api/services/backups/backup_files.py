"""Backups as files: what is in them, which there are, and what their names are."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from api.clock import local_time
from models.database_copy import Manifest
from models.errors import ModelsError
from models.sealed_file import BackupBroken, read_head, read_sealed

SUFFIX = ".backup"
KEYS_FILE = f"data-keys{SUFFIX}"  # there is one: the newest, in which nobody is who was erased
DATA, KEYS = "data", "keys"  # what a file is
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Head:
    """What a backup says of itself in clear."""

    ref: str
    what: str
    made_at: datetime
    database: str  # sqlite or postgresql
    revision: str

    def document(self) -> dict[str, str]:
        """The head as a file holds it."""
        return {
            "ref": self.ref,
            "what": self.what,
            "made_at": self.made_at.isoformat(),
            "database": self.database,
            "revision": self.revision,
        }


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup in the folder; of one that cannot be read the head is None."""

    file: Path
    size: int  # bytes
    head: Head | None


def file_name(made_at: datetime) -> str:
    """What a backup of a moment is called."""
    return f"aixin-{local_time(made_at):%Y%m%d-%H%M%S}{SUFFIX}"


def list_backups(folder: Path) -> list[Listed]:
    """The backups of a folder by their names, which are those of moments: the newest first."""
    found = sorted(folder.glob(f"*{SUFFIX}"), reverse=True) if folder.is_dir() else []
    listed = (Listed(file, file.stat().st_size, _head_or_none(file)) for file in found)
    return [each for each in listed if each.head is None or each.head.what == DATA]


def head_of(file: Path) -> Head:
    """What a backup says of itself; raises BackupUnknown and BackupBroken."""
    with file.open("rb") as opened:
        return _head(opened)


def with_manifest(manifest: Manifest, content: Iterable[bytes]) -> Iterator[bytes]:
    """The content of a backup: what stands in the database, then its bytes."""
    told = json.dumps(manifest, sort_keys=True).encode()
    yield len(told).to_bytes(_LENGTH) + told
    yield from content


def read_manifest(pieces: Iterator[bytes]) -> tuple[Manifest, Iterator[bytes]]:
    """Both again; raises BackupBroken."""
    start = bytearray()
    for piece in pieces:
        start += piece
        if len(start) >= _LENGTH and len(start) >= (end := _LENGTH + int.from_bytes(start[:_LENGTH])):
            break
    else:
        raise BackupBroken
    told = json.loads(start[_LENGTH:end])
    manifest = {name: (count, digest) for name, (count, digest) in told.items()}

    def content() -> Iterator[bytes]:
        yield bytes(start[end:])
        yield from pieces

    return manifest, content()


def read_through(file: Path, private: bytes) -> None:
    """Look at every byte; raises BackupUnknown, OtherBackupKey, BackupBroken."""
    with file.open("rb") as opened:
        for _ in read_sealed(opened, private):
            pass


@contextmanager
def written_whole(file: Path) -> Iterator[BinaryIO]:
    """A file for its owner alone, which is there once the block is done."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _head_or_none(file: Path) -> Head | None:
    try:
        return head_of(file)
    except (ModelsError, OSError):
        return None


def _head(opened: BinaryIO) -> Head:
    told: dict[str, Any] = read_head(opened)
    try:
        at = datetime.fromisoformat(told["made_at"])
        return Head(str(told["ref"]), str(told["what"]), at, str(told["database"]), str(told["revision"]))
    except (KeyError, TypeError, ValueError) as error:
        raise BackupBroken from error
