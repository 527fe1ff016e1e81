"""Files that wait to be imported: in the instance's folder, for its owner's eyes only, and not for long."""

import os
import time
from collections.abc import Collection
from pathlib import Path
from typing import IO

from api.registry_files.errors import FileProblem, RegistryFileError
from api.registry_files.sheet_reader import MAX_BYTES, MEGABYTE

BLOCK = 1 << 16
ABANDONED = 3600  # seconds after which a file without a job is removed


class Uploads:
    """The folder of such files, by the reference of their job."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, ref: str, stream: IO[bytes]) -> None:
        """Keep a file; raises RegistryFileError when there is none or too much of it."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.path(ref), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        size = 0
        with os.fdopen(descriptor, "wb") as file:
            while block := stream.read(BLOCK):
                size += len(block)
                if size > MAX_BYTES:
                    break
                file.write(block)
        if not 0 < size <= MAX_BYTES:
            self.remove(ref)
        if size == 0:
            raise RegistryFileError(FileProblem.FILE_EMPTY)
        if size > MAX_BYTES:
            raise RegistryFileError(FileProblem.FILE_TOO_LARGE, megabytes=MAX_BYTES // MEGABYTE)

    def path(self, ref: str) -> Path:
        """Where the file of a job is."""
        return self._folder / ref

    def remove(self, ref: str) -> None:
        """Remove the file of a job, if it is there."""
        self.path(ref).unlink(missing_ok=True)

    def refs(self) -> list[str]:
        """The jobs whose files are there."""
        return sorted(path.name for path in self._folder.iterdir()) if self._folder.exists() else []

    def remove_others(self, refs: Collection[str]) -> None:
        """Remove the files of all jobs but these; a new one may belong to a job that is not stored yet."""
        for ref in self.refs():
            if ref not in refs and time.time() - self.path(ref).stat().st_mtime > ABANDONED:
                self.remove(ref)
