"""Files that wait to be imported: in the instance's folder, sealed, and not for long."""

import os
import time
from collections.abc import Collection
from pathlib import Path
from typing import IO

from api.registry_files.errors import FileProblem, RegistryFileError
from api.registry_files.sheet_reader import MAX_BYTES, MEGABYTE
from models.vault import Vault

ABANDONED = 3600  # seconds after which a file without a job is removed


class Uploads:
    """The folder of such files, by the reference of their job; in clear they are in memory only."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault

    def keep(self, ref: str, stream: IO[bytes]) -> None:
        """Keep a file; raises RegistryFileError when there is none or too much of it."""
        content = stream.read(MAX_BYTES + 1)
        if not content:
            raise RegistryFileError(FileProblem.FILE_EMPTY)
        if len(content) > MAX_BYTES:
            raise RegistryFileError(FileProblem.FILE_TOO_LARGE, megabytes=MAX_BYTES // MEGABYTE)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.path(ref), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(self._vault.seal(content, _place(ref)))

    def put(self, name: str, content: bytes) -> None:
        """Keep something beside the files, such as what a trial of one found, under a name of its own."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path(name).write_bytes(self._vault.seal(content, _place(name)))

    def open(self, ref: str) -> bytes:
        """What is in the file of a job; raises RegistryFileError when it is gone, WrongKey and SealBroken."""
        try:
            sealed = self.path(ref).read_bytes()
        except FileNotFoundError as error:
            raise RegistryFileError(FileProblem.FILE_MISSING) from error
        return self._vault.open(sealed, _place(ref))

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


def _place(ref: str) -> str:
    return f"uploads:{ref}"
