"""Accounts, keys and the audit trail from the command line."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from api.settings import load_settings
from models.engine import make_engine
from tests.scripts.commands.conftest import Instance, Run, document

pytestmark = pytest.mark.usefixtures("instance")

USCC = "91320205MA1XXXXX0A"


@pytest.fixture
def company(instance: Instance) -> str:
    """The code of the company of the small district, which is verified by it."""
    engine = make_engine(load_settings().database_url)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE companies SET uscc = '{USCC}', verified = 1"))
    engine.dispose()
    return USCC


def test_the_first_administrator_comes_from_the_command_line(run: Run) -> None:
    made = document(run("user", "add", "Chen", "--role", "administrator", "--name", "陈某", "--json"))
    assert (made["login"], made["role"], made["ready"]) == ("chen", "administrator", False)
    assert len(made["password"]) == 19
    listed = run("user", "list", "--json")
    assert [each["login"] for each in document(listed)["items"]] == ["chen"]
    assert made["password"] not in listed.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "x", "--role", "leader"), "LOGIN_INVALID"),
        (("add", "王", "--role", "leader"), "LOGIN_INVALID"),
        (("add", "wang", "--role", "street_officer"), "AREA_MISSING"),
        (("add", "wang", "--role", "street_officer", "--area", "999999"), "AREA_UNKNOWN"),
        (("add", "wang", "--role", "street_officer", "--area", "320205"), "AREA_NO_STREET"),
        (("add", "wang", "--role", "street_officer", "--area", "320206001"), "AREA_ELSEWHERE"),
        (("add", "wang", "--role", "leader", "--area", "320205"), "AREA_UNWANTED"),
        (("add", "wang", "--role", "company"), "COMPANY_MISSING"),
        (("add", "wang", "--role", "company", "--company", "nobody"), "COMPANY_UNKNOWN"),
        (("disable", "nobody", "--reason", "x"), "ACCOUNT_UNKNOWN"),
        (("enable", "nobody"), "ACCOUNT_UNKNOWN"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, arguments: tuple[str, ...], code: str) -> None:
    result = run("user", *arguments, "--json")
    assert result.exit_code == 1
    assert document(result)["error"]["code"] == code


def test_what_is_to_be_taken_over_is_listed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("企业名称,地址\n云朵机械有限公司,某路1号\n", encoding="utf-8")
    assert run("import", "companies", path).exit_code == 0
    run("user", "add", "wang", "--role", "officer")
    engine = make_engine(load_settings().database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE import_batches SET actor = 'account:wang'"))
        refs = connection.execute(text("SELECT ref FROM import_batches")).scalars().all()
    engine.dispose()
    shown = run("user", "disable", "wang", "--reason", "离职").stdout
    assert refs
    assert all(ref in shown for ref in refs)
    assert "导入的文件" in shown


def test_an_account_is_shut_reset_and_opened_again(run: Run) -> None:
    first = document(run("user", "add", "wang", "--role", "officer", "--json"))
    assert (
        document(run("user", "add", "wang", "--role", "officer", "--json"))["error"]["code"] == "LOGIN_TAKEN"
    )
    second = document(run("user", "reset-password", "wang", "--json"))
    assert first["password"] != second["password"]
    assert run("user", "reset-totp", "wang").exit_code == 0
    shut = document(run("user", "disable", "wang", "--reason", "离职", "--json"))
    assert (shut["reason"], shut["handed_over"]) == ("离职", [])
    assert "离职" in run("user", "list").stdout
    assert document(run("user", "enable", "wang", "--json"))["disabled"] is None


def test_a_company_gets_an_account(run: Run, company: str) -> None:
    made = document(run("user", "add", "yun", "--role", "company", "--company", company, "--json"))
    assert made["company"]
    assert document(run("user", "list", "--json"))["items"][0]["company"] == made["company"]
    other = run("user", "add", "li", "--role", "leader", "--company", company, "--json")
    assert document(other)["error"]["code"] == "COMPANY_UNWANTED"


def test_an_account_that_is_open_again_needs_new_keys(run: Run) -> None:
    run("user", "add", "wang", "--role", "officer")
    run("key", "issue", "--account", "wang")
    run("user", "disable", "wang", "--reason", "泄露")
    assert "keys stay revoked" in run("user", "enable", "wang", "--locale", "en").stdout
    (key,) = document(run("key", "list", "--account", "wang", "--json"))["items"]
    assert key["revoked"]


def test_an_import_is_what_an_account_hands_over(run: Run, instance: Instance) -> None:
    run("user", "add", "wang", "--role", "officer")
    file = instance.folder / "企业.csv"
    file.write_text("企业名称\n云朵机械有限公司\n", "utf-8")
    assert run("import", "companies", file).exit_code == 0
    engine = make_engine(load_settings().database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE import_batches SET actor = 'account:wang'"))
    engine.dispose()
    shut = document(run("user", "disable", "wang", "--reason", "离职", "--json"))
    assert [case["kind"] for case in shut["handed_over"]] == ["import"]


def test_a_key_is_told_once_rotated_and_revoked(run: Run, company: str) -> None:
    first = document(run("key", "issue", "--company", company, "--days", "30", "--json"))
    assert first["key"].startswith(f"ax_live_{first['id']}_")
    second = document(run("key", "rotate", "--company", company, "--json"))
    assert second["key"] != first["key"]
    third = run("key", "issue", "--company", company, "--json")
    assert document(third)["error"]["code"] == "KEYS_ENOUGH"
    ended = document(run("key", "revoke", first["id"], "--json"))
    assert ended["revoked"]
    listed = run("key", "list", "--company", company, "--json")
    assert [key["id"] for key in document(listed)["items"]] == [first["id"], second["id"]]
    assert second["key"] not in listed.stdout
    assert "锡东暖心机械厂" in run("key", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--company", "91320205MA1YYYYY0B"), "COMPANY_UNKNOWN"),
        (("--company", USCC, "--days", "181"), "KEY_DAYS"),
        (("--account", "nobody"), "ACCOUNT_UNKNOWN"),
    ],
)
def test_no_key_for_whoever_may_have_none(
    run: Run, company: str, arguments: tuple[str, ...], code: str
) -> None:
    assert document(run("key", "issue", *arguments, "--json"))["error"]["code"] == code


def test_a_key_is_somebodys(run: Run) -> None:
    assert run("key", "issue").exit_code == 2
    assert run("key", "issue", "--company", "a", "--account", "b").exit_code == 2


def test_a_company_without_a_code_gets_no_key(run: Run, instance: Instance) -> None:
    (company,) = document(run("find", "companies", "锡东", "--json"))["items"]
    refused = run("key", "issue", "--company", company["ref"], "--json")
    assert document(refused)["error"]["code"] == "COMPANY_UNVERIFIED"


def test_the_trail_tells_who_did_what_and_whether_it_is_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("user", "add", "wang", "--role", "officer")
    head = tmp_path / "head.json"
    assert run("audit", "head", "--out", head).exit_code == 0
    run("user", "disable", "wang", "--reason", "离职")
    assert document(run("audit", "verify", "--head", head, "--json")) == {"events": 2, "whole": True}
    events = document(run("audit", "list", "--json"))["items"]
    assert [event["act"] for event in events] == ["account.disabled", "account.created"]
    assert all(event["actor"].startswith("cli:") for event in events)
    subject = events[0]["subject"]["ref"]
    assert document(run("audit", "list", "--subject", subject, "--json"))["total"] == 2
    assert document(run("audit", "list", "--actor", "nobody", "--json"))["total"] == 0
    engine = make_engine(load_settings().database_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_events_UPDATE"))
        connection.execute(text("UPDATE audit_events SET actor = 'x' WHERE id = 2"))
    engine.dispose()
    broken = run("audit", "verify", "--json")
    assert broken.exit_code == 1
    assert document(broken)["error"] == {
        "code": "AUDIT_CHANGED",
        "params": {"row": 2},
        "message": "审计记录第2条与写入时不符",
    }


def test_a_trail_whose_head_is_gone_is_broken(run: Run) -> None:
    run("user", "add", "wang", "--role", "officer")
    engine = make_engine(load_settings().database_url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_head"))
    engine.dispose()
    error = document(run("audit", "verify", "--json"))["error"]
    assert (error["code"], error["params"]) == ("AUDIT_HEAD_CHANGED", {"row": 1})


def test_a_head_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "head.json"
    for told in ("", "[]", json.dumps({"events": 1, "mac": "zz", "seal": ""})):
        file.write_text(told)
        refused = run("audit", "verify", "--head", file, "--json")
        assert document(refused)["error"]["code"] == "AUDIT_HEAD_UNREADABLE"


def test_grants_are_printed_as_statements(run: Run) -> None:
    assert "GRANT SELECT, INSERT ON audit_events" in run("db", "grants", "--role", "aixin").stdout
