import json
from pathlib import Path

import pytest

from api.keys import KEYS, demo_keys_path
from api.settings import SETTINGS, load_settings
from tests.scripts.commands.conftest import Run, document


def test_settings_are_listed_with_their_meaning_and_secrets_hidden(run: Run) -> None:
    answer = run("settings", "--json", "--locale", "en")
    rows = document(answer)["settings"]
    assert [row["name"] for row in rows] == [setting.name for setting in SETTINGS]
    assert all(row["meaning"] for row in rows)
    keys = json.loads(demo_keys_path(load_settings().instance).read_text())
    shown = answer.stdout + run("settings").stdout
    assert not any(key in shown for key in keys.values())


def test_only_what_is_secret_is_called_hidden(run: Run) -> None:
    rows = document(run("settings", "--json"))["settings"]
    assert "AIXIN_MINIMUM_WAGE" in [row["name"] for row in rows if not row["value"] and not row["secret"]]
    assert run("settings", "--locale", "en").stdout.count("hidden") == sum(row["secret"] for row in rows)


def test_every_missing_key_is_named_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIXIN_PROFILE", "production")
    result = run("settings")
    assert result.exit_code == 1
    assert all(name in result.stderr for name in ("AIXIN_SECRET_KEY", "AIXIN_MASTER_KEY", "AIXIN_KEY_PEPPER"))
    assert "aixin settings --new-keys" in result.stderr
    assert "docs/settings.md" in result.stderr
    assert all(setting.name in result.stdout for setting in SETTINGS)
    rows = document(run("settings", "--json"))["settings"]
    assert [row["name"] for row in rows if row["problem"]] == list(KEYS)


def test_new_keys_can_be_put_into_the_environment_as_they_are_printed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIXIN_PROFILE", "production")
    made = run("settings", "--new-keys")
    assert made.exit_code == 0
    assert "AIXIN_MASTER_KEY" in made.stderr
    lines = made.stdout.splitlines()
    assert len(lines) == len(KEYS)
    for line in lines:
        export, _, pair = line.partition(" ")
        assert export == "export"
        monkeypatch.setenv(*pair.split("=", 1))
    assert run("settings").exit_code == 0
    assert run("settings", "--new-keys").stdout != made.stdout


def test_what_is_not_set_is_not_called_hidden(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIXIN_PROFILE", "production")
    lines = run("settings", "--locale", "en").stdout.splitlines()
    (district,) = [line for line in lines if "AIXIN_DISTRICT" in line]
    assert "(not set)" in district


def test_the_environment_chooses_the_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIXIN_LOCALE", "en")
    assert "Meaning" in run("settings").stdout
    assert "含义" in run("settings", "--locale", "zh").stdout


def test_minimum_wages_are_shown_and_a_wrong_line_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wages = tmp_path / "wages.csv"
    monkeypatch.setenv("AIXIN_MINIMUM_WAGE", str(wages))
    missing = run("settings")
    assert missing.exit_code == 1
    assert str(wages) in missing.stderr
    wages.write_text("place,amount\n320205,2600\n锡山区\n", "utf-8")
    assert "AIXIN_MINIMUM_WAGE：文件第 3 行" in run("settings").stderr
    wages.write_text("place,amount\n320205,2600\n3202,2550\n", "utf-8")
    rows = {row["name"]: row["value"] for row in document(run("settings", "--json"))["settings"]}
    assert rows["AIXIN_MINIMUM_WAGE"] == "320205 2600, 320200 2550"
