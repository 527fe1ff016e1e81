"""Backups as they are listed."""

from collections.abc import Sequence
from typing import Any

from api.i18n import marked, say
from api.presenters.words import moment
from api.services.backups.backup_files import Listed
from api.services.care import LastBackup

Document = dict[str, Any]

MEGABYTE, GIGABYTE = 10**6, 10**9


def backups_document(listed: Sequence[Listed]) -> Document:
    """The backups of a folder; one that cannot be read has its file and size alone."""
    return {"items": [_backup(each) for each in listed]}


def backup_lines(listed: Sequence[Listed]) -> list[Document]:
    """The backups as a page lists them."""
    return [{**_backup(each), "size": size_words(each.size)} for each in listed]


def last_backup_document(last: LastBackup) -> Document:
    """When the last backup was made, in words, and whether it is time for another."""
    if last.made_at is None:
        words = say(marked("There is no backup yet"))
    else:
        words = say(marked("The last one was made on %(moment)s"), moment=moment(last.made_at))
    return {"is_old": last.is_old, "words": words}


def size_words(size: int) -> str:
    """So many bytes in a unit that people read."""
    unit, name = (GIGABYTE, "GB") if size >= GIGABYTE else (MEGABYTE, "MB")
    return f"{size / unit:,.1f} {name}"


def _backup(listed: Listed) -> Document:
    told = {"ref": None, "made_at": None, "database": None, "revision": None}
    if listed.head is not None:
        told = {name: getattr(listed.head, name) for name in told}
    return {"file": listed.file.name, "bytes": listed.size, **told}
