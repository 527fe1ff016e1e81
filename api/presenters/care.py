"""What an instance needs somebody to look at, in words."""

from typing import Any

from api.i18n import marked, say
from api.presenters.backups import last_backup_document, size_words
from api.presenters.job_lines import unattended_sentence
from api.services.care import Care
from api.services.readiness import Obstacle

OBSTACLES = {
    Obstacle.STOPPING: marked("The server is stopping"),
    Obstacle.DISK_FULL: marked("The disk is full: nothing more can be written"),
    Obstacle.DATABASE_UNREACHABLE: marked("The database cannot be reached or used"),
    Obstacle.DATABASE_BEHIND: marked("The database is not of this version: run `aixin db upgrade`"),
    Obstacle.KEYS_WRONG: marked("The keys that are set are not those that the registry was sealed with"),
}

WAITING = {
    "unready": marked("Accounts that their owners have not set up"),
    "ending_keys": marked("Keys that end within two weeks"),
    "failed_jobs": marked("Background work that failed in the last seven days"),
    "forgotten_jobs": marked("Background work that no worker has come for"),
}
"""Counts of Care, in words."""


def care_document(care: Care, obstacle: Obstacle | None, *, unattended: bool) -> dict[str, Any]:
    """What is in the way, what waits, and how backups and the disk stand."""
    return {
        "obstacle": None if obstacle is None else say(OBSTACLES[obstacle]),
        "unattended": unattended_sentence() if unattended else None,
        "waiting": [
            {"code": code, "count": getattr(care, code), "name": say(words)}
            for code, words in WAITING.items()
        ],
        "backup": last_backup_document(care.backup),
        "room": {
            "is_little": care.room_is_little,
            "words": say(marked("%(size)s free"), size=size_words(care.free)),
        },
    }
