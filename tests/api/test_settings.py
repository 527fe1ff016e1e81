import json
import secrets
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from api.settings import SETTINGS, Profile, SettingsError, load_settings, parse_locale

NAMES = ("AIXIN_SECRET_KEY", "AIXIN_MASTER_KEY", "AIXIN_BLIND_INDEX_KEY", "AIXIN_KEY_PEPPER")
KEYS = {name: sha256(name.encode()).hexdigest() for name in NAMES}  # the same in every process of a run


def codes(error: pytest.ExceptionInfo[SettingsError]) -> set[tuple[str, str]]:
    return {(problem.code, problem.name) for problem in error.value.problems}


def test_production_is_the_default_and_names_every_missing_key_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        load_settings({"AIXIN_INSTANCE": str(tmp_path / "new"), "AIXIN_LOCALE": "fr"})
    assert codes(error) == {("KEY_MISSING", name) for name in KEYS} | {("LOCALE_UNKNOWN", "AIXIN_LOCALE")}
    assert not (tmp_path / "new").exists()


def test_production_takes_its_keys_from_the_environment(tmp_path: Path) -> None:
    settings = load_settings({**KEYS, "AIXIN_INSTANCE": str(tmp_path)})
    assert settings.profile is Profile.PRODUCTION
    assert settings.locale == "zh_CN"
    assert settings.database_url == f"sqlite:///{tmp_path / 'aixin.sqlite'}"
    assert len(settings.master_key) == 32


def test_a_demo_makes_its_own_keys_keeps_them_and_is_remembered(tmp_path: Path) -> None:
    first = load_settings({"AIXIN_INSTANCE": str(tmp_path), "AIXIN_PROFILE": "demo"})
    second = load_settings({"AIXIN_INSTANCE": str(tmp_path)})
    assert first == second
    assert second.profile is Profile.DEMO
    file = tmp_path / "demo-keys.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(set(json.loads(file.read_text()).values())) == len(KEYS)


def test_a_demo_folder_is_no_production_instance(tmp_path: Path) -> None:
    load_settings({"AIXIN_INSTANCE": str(tmp_path), "AIXIN_PROFILE": "demo"})
    with pytest.raises(SettingsError) as error:
        load_settings({**KEYS, "AIXIN_INSTANCE": str(tmp_path), "AIXIN_PROFILE": "production"})
    assert codes(error) == {("PROFILE_DIFFERS", "AIXIN_PROFILE")}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("secret", "KEY_FORMAT"),
        ("change-me", "KEY_FORMAT"),
        ("0" * 64, "KEY_WEAK"),
        ("A" * 43, "KEY_WEAK"),
        (KEYS["AIXIN_SECRET_KEY"], "KEY_REPEATED"),
        ("  ", "KEY_MISSING"),
    ],
)
def test_unsafe_keys_are_refused(tmp_path: Path, value: str, code: str) -> None:
    with pytest.raises(SettingsError) as error:
        load_settings({**KEYS, "AIXIN_INSTANCE": str(tmp_path), "AIXIN_MASTER_KEY": value})
    assert codes(error) == {(code, "AIXIN_MASTER_KEY")}


def test_hexadecimal_keys_are_as_good(tmp_path: Path) -> None:
    key = secrets.token_bytes(32)
    settings = load_settings({**KEYS, "AIXIN_INSTANCE": str(tmp_path), "AIXIN_MASTER_KEY": key.hex()})
    assert settings.master_key == key


@pytest.mark.parametrize(
    "url", ["postgres://u:p@h/d", "postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"]
)
def test_postgresql_goes_through_the_driver_that_is_installed(tmp_path: Path, url: str) -> None:
    settings = load_settings({**KEYS, "AIXIN_INSTANCE": str(tmp_path), "AIXIN_DATABASE_URL": url})
    assert settings.database_url == "postgresql+psycopg://u:p@h/d"


@pytest.mark.parametrize("url", ["mysql://h/d", "sqlite://", "nonsense"])
def test_other_databases_are_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError) as error:
        load_settings({**KEYS, "AIXIN_INSTANCE": str(tmp_path), "AIXIN_DATABASE_URL": url})
    assert codes(error) == {("DATABASE_URL_UNKNOWN", "AIXIN_DATABASE_URL")}


def test_secrets_do_not_show(tmp_path: Path) -> None:
    url = "postgresql://u:hidden-word@h/d"
    settings = load_settings({**KEYS, "AIXIN_INSTANCE": str(tmp_path), "AIXIN_DATABASE_URL": url})
    shown = repr(settings)
    assert "hidden-word" not in shown
    assert repr(settings.master_key) not in shown


@pytest.mark.parametrize(
    ("text", "locale"),
    [("zh", "zh_CN"), ("zh-CN", "zh_CN"), (" EN ", "en"), ("en_GB", "en"), ("fr", None), ("", None)],
)
def test_locales_are_forgiven(text: str, locale: str | None) -> None:
    assert parse_locale(text) == locale


def test_every_setting_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    assert [setting.name for setting in SETTINGS if f"`{setting.name}`" not in page] == []


def test_the_district_is_a_division_and_the_demo_has_its_own(tmp_path: Path) -> None:
    demo = {"AIXIN_INSTANCE": str(tmp_path), "AIXIN_PROFILE": "demo"}
    assert load_settings(demo).district == "320205"
    assert load_settings({**demo, "AIXIN_DISTRICT": "320206"}).district == "320206"
    with pytest.raises(SettingsError) as error:
        load_settings({**demo, "AIXIN_DISTRICT": "999999"})
    assert codes(error) == {("DISTRICT_UNKNOWN", "AIXIN_DISTRICT")}


def test_minimum_wages_are_checked_with_all_other_settings(tmp_path: Path) -> None:
    demo = {"AIXIN_INSTANCE": str(tmp_path), "AIXIN_PROFILE": "demo"}
    assert load_settings(demo).minimum_wages == {}
    assert load_settings({**demo, "AIXIN_MINIMUM_WAGE": "2490"}).minimum_wages == {"": 2490}
    with pytest.raises(SettingsError) as error:
        load_settings({**demo, "AIXIN_MINIMUM_WAGE": "as the law says", "AIXIN_DISTRICT": "999999"})
    assert codes(error) == {
        ("DISTRICT_UNKNOWN", "AIXIN_DISTRICT"),
        ("MINIMUM_WAGE_UNKNOWN", "AIXIN_MINIMUM_WAGE"),
    }
