"""What an instance needs somebody to look at: accounts, keys, jobs, backups, room on the disk."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from api.services.backups.backup_files import Listed, list_backups
from api.services.jobs import FORGOTTEN_AFTER
from models.account import Account
from models.api_key import ApiKey
from models.job import Job, JobState
from models.principal import Role

ENDS_SOON = timedelta(days=14)
LOOKED_BACK = timedelta(days=7)
BACKUP_OLD = timedelta(days=2)
LITTLE_ROOM = 5 << 30  # bytes


@dataclass(frozen=True, slots=True)
class LastBackup:
    """When the newest backup was made, None where there is none, and whether it is time for another."""

    made_at: datetime | None
    is_old: bool


@dataclass(frozen=True, slots=True)
class Care:
    """Counts of what waits, and how the machine stands."""

    unready: int  # accounts whose owner has not set them up
    ending_keys: int  # within two weeks
    failed_jobs: int  # in the last seven days
    forgotten_jobs: int  # that no worker has come for
    backup: LastBackup
    free: int  # bytes on the disk of the instance
    room_is_little: bool


def find_care(session: Session, *, instance: Path, backups: Path, now: datetime) -> Care:
    """Look at everything, in a few counts."""
    free = shutil.disk_usage(instance).free
    return Care(
        unready=_count_unready(session),
        ending_keys=_count(
            session, ApiKey, ApiKey.revoked_at.is_(None), ApiKey.expires_at.between(now, now + ENDS_SOON)
        ),
        failed_jobs=_count(session, Job, Job.state == JobState.FAILED, Job.ended_at >= now - LOOKED_BACK),
        forgotten_jobs=_count(
            session, Job, Job.state == JobState.QUEUED, Job.queued_at < now - FORGOTTEN_AFTER
        ),
        backup=last_backup(list_backups(backups), now),
        free=free,
        room_is_little=free < LITTLE_ROOM,
    )


def last_backup(listed: Sequence[Listed], now: datetime) -> LastBackup:
    """The newest of some backups, however their files are called."""
    made = [each.head.made_at for each in listed if each.head is not None]
    last = max(made, default=None)
    return LastBackup(last, is_old=last is None or now - last > BACKUP_OLD)


def _count_unready(session: Session) -> int:
    """As Account.is_ready has it."""
    unguarded = and_(Account.totp_step.is_(None), Account.role != Role.COMPANY)
    unready = or_(Account.must_change_password.is_(True), unguarded)
    return _count(session, Account, Account.disabled_at.is_(None), unready)


def _count(session: Session, table: type[Account | ApiKey | Job], *conditions: ColumnElement[bool]) -> int:
    return session.scalars(select(func.count(table.id)).where(*conditions)).one()
