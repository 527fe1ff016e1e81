"""Backups as they are listed."""

from collections.abc import Sequence
from typing import Any

from api.services.backup_files import Listed

Document = dict[str, Any]


def backups_document(listed: Sequence[Listed]) -> Document:
    """The backups of a folder; one that cannot be read has its file and size alone."""
    return {"items": [_backup(each) for each in listed]}


def _backup(listed: Listed) -> Document:
    told = {"ref": None, "made_at": None, "database": None, "revision": None}
    if listed.head is not None:
        told = {name: getattr(listed.head, name) for name in told}
    return {"file": listed.file.name, "bytes": listed.size, **told}
