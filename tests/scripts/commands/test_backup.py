import stat
from pathlib import Path

import pytest
from sqlalchemy import select

from api.settings import load_settings
from models.engine import make_engine, make_session
from models.student import Student
from models.vault import Vault
from tests.scripts.commands.conftest import Instance, Run, document


@pytest.fixture
def private(run: Run, instance: Instance, monkeypatch: pytest.MonkeyPatch) -> str:
    """The private key to the public one that is set."""
    pair = document(run("backup", "key", "--json"))
    monkeypatch.setenv("AIXIN_BACKUP_KEY", pair["public"])
    return str(pair["private"])


def names() -> list[str]:
    settings = load_settings()
    engine = make_engine(settings.database_url)
    try:
        with make_session(engine, Vault(settings.keys), read_only=True) as session:
            return sorted(student.name for student in session.scalars(select(Student)) if student.name)
    finally:
        engine.dispose()


def test_what_was_backed_up_comes_back_without_the_erased(
    run: Run, instance: Instance, private: str, tmp_path: Path
) -> None:
    file, key = tmp_path / "all.backup", tmp_path / "private"
    key.write_text(private + "\n", "utf-8")
    made = document(run("backup", "--to", file, "--json"))
    assert (made["file"], made["keys"]) == (str(file), str(tmp_path / "data-keys.backup"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run("erase", "--student", instance.refs["钱立夏"], "--reason", "request").exit_code == 0
    back = run("restore", file, "--key", key, "--json")
    assert (back.exit_code, document(back)["error"]["code"]) == (1, "RESTORE_OVER")
    back = run("restore", file, "--key", key, "--over", "--json")
    assert document(back)["erased"] == [instance.refs["钱立夏"]]
    assert names() == ["赵小满"]
    assert run("audit", "verify").exit_code == 0


def test_backups_go_into_a_folder_and_are_listed(run: Run, instance: Instance, private: str) -> None:
    made = document(run("backup", "--json"))
    assert Path(made["file"]).parent == instance.folder / "backups"
    (listed,) = document(run("backup", "list", "--json"))["items"]
    assert (listed["ref"], listed["file"], listed["bytes"]) == (
        made["ref"],
        Path(made["file"]).name,
        made["bytes"],
    )
    assert made["ref"] in str(document(run("audit", "list", "--json"))["items"][0])
    assert "aixin-" in run("backup", "list").stdout


def test_without_keys_nothing_is_copied_and_nothing_read(
    run: Run, instance: Instance, private: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "all.backup"
    assert run("backup", "--to", file).exit_code == 0
    assert document(run("restore", file, "--json"))["error"]["code"] == "PRIVATE_KEY_MISSING"
    for wrong in ("secret", "0" * 64):
        monkeypatch.setenv("AIXIN_BACKUP_PRIVATE_KEY", wrong)
        refused = run("restore", file, "--over", "--json")
        assert document(refused)["error"]["code"] == "PRIVATE_KEY_UNREADABLE"
        assert wrong not in refused.stderr
    monkeypatch.setenv("AIXIN_BACKUP_PRIVATE_KEY", document(run("backup", "key", "--json"))["private"])
    assert document(run("restore", file, "--over", "--json"))["error"]["code"] == "BACKUP_OTHER_KEY"
    monkeypatch.setenv("AIXIN_BACKUP_PRIVATE_KEY", private)
    assert run("restore", file, "--over").exit_code == 0
    monkeypatch.delenv("AIXIN_BACKUP_KEY")
    assert document(run("backup", "--to", file, "--json"))["error"]["code"] == "BACKUP_KEY_MISSING"
    monkeypatch.setenv("AIXIN_BACKUP_KEY", "secret")
    assert document(run("backup", "--to", file, "--json"))["error"]["code"] == "INVALID_SETTINGS"


def test_a_file_that_is_none_is_refused_in_words(
    run: Run, instance: Instance, private: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIXIN_BACKUP_PRIVATE_KEY", private)
    other = tmp_path / "other.backup"
    assert document(run("restore", other, "--json"))["error"]["code"] == "FILE_MISSING"
    other.write_bytes(b"PK\x03\x04")
    assert document(run("restore", other, "--json"))["error"]["code"] == "BACKUP_UNKNOWN"
