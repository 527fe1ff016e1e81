"""What an instance needs somebody to look at."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from api.services.access.accounts import create_account, disable_account
from api.services.access.api_keys import issue_key, revoke_key
from api.services.acting import Acting
from api.services.backups.backup_files import DATA, Head, Listed
from api.services.care import BACKUP_OLD, ENDS_SOON, LOOKED_BACK, Care, find_care
from api.services.jobs import FORGOTTEN_AFTER, order
from models.job import JobKind, JobState
from models.principal import Principal, Role

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SOON = timedelta(seconds=1)
OPERATOR = Principal.operator("test")


def look(session: Session, folder: Path, now: datetime = NOW) -> Care:
    session.flush()
    return find_care(session, instance=folder, backups=folder / "backups", now=now)


def test_of_a_new_instance_only_the_backup_is_missing(session: Session, tmp_path: Path) -> None:
    care = look(session, tmp_path)
    assert (care.unready, care.ending_keys, care.failed_jobs, care.forgotten_jobs) == (0, 0, 0, 0)
    assert (care.backup.made_at, care.backup.is_old) == (None, True)
    assert care.free > 0


def test_accounts_wait_for_their_owners(session: Session, tmp_path: Path) -> None:
    account, _ = create_account(Acting(session, OPERATOR, NOW), "wang", Role.OFFICER)
    assert look(session, tmp_path).unready == 1
    account.must_change_password, account.totp_step = False, 1
    assert account.is_ready
    assert look(session, tmp_path).unready == 0
    account.totp_step = None
    assert look(session, tmp_path).unready == 1
    disable_account(Acting(session, OPERATOR, NOW), account, "离职")
    assert look(session, tmp_path).unready == 0


def test_keys_that_end_soon_are_counted_as_long_as_they_are_good(session: Session, tmp_path: Path) -> None:
    account, _ = create_account(Acting(session, OPERATOR, NOW), "wang", Role.OFFICER)
    key, _ = issue_key(Acting(session, OPERATOR, NOW), account, days=30)
    assert look(session, tmp_path).ending_keys == 0
    late = key.expires_at - ENDS_SOON + SOON
    assert look(session, tmp_path, late).ending_keys == 1
    assert look(session, tmp_path, key.expires_at + SOON).ending_keys == 0
    revoke_key(Acting(session, OPERATOR, NOW), key.ref)
    assert look(session, tmp_path, late).ending_keys == 0


def test_jobs_that_failed_or_that_nobody_came_for(session: Session, tmp_path: Path) -> None:
    job = order(Acting(session, OPERATOR, NOW), JobKind.RUN, {})
    assert look(session, tmp_path).forgotten_jobs == 0
    assert look(session, tmp_path, NOW + FORGOTTEN_AFTER + SOON).forgotten_jobs == 1
    job.state, job.ended_at, job.error = JobState.FAILED, NOW, "UNEXPECTED"
    care = look(session, tmp_path, NOW + LOOKED_BACK)
    assert (care.forgotten_jobs, care.failed_jobs) == (0, 1)
    assert look(session, tmp_path, NOW + LOOKED_BACK + SOON).failed_jobs == 0


def test_the_last_backup_counts_however_files_are_called(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listed(made_at: datetime | None) -> Listed:
        head = None if made_at is None else Head("a", DATA, made_at, "sqlite", "0001")
        return Listed(tmp_path / "a", 1, head)

    found = [listed(None), listed(NOW - BACKUP_OLD), listed(NOW - 2 * BACKUP_OLD)]
    monkeypatch.setattr("api.services.care.list_backups", lambda _: found)
    care = look(session, tmp_path)
    assert (care.backup.made_at, care.backup.is_old) == (NOW - BACKUP_OLD, False)
    assert look(session, tmp_path, NOW + SOON).backup.is_old


def test_a_disk_with_little_room(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.services.care.LITTLE_ROOM", 0)
    assert not look(session, tmp_path).room_is_little
    monkeypatch.setattr("api.services.care.LITTLE_ROOM", look(session, tmp_path).free * 2)
    assert look(session, tmp_path).room_is_little
