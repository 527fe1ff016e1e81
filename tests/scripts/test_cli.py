"""The command line starts at once, and every command speaks both languages and JSON."""

import json
import os
import re
import stat
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scripts.cli import COMMANDS, aixin

HEAVY = ("flask", "sqlalchemy", "sklearn", "numpy", "babel", "rich", "marshmallow", "opencc", "gunicorn")


def test_the_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from scripts.cli import aixin\n"
        "aixin(['--help'], standalone_mode=False)\n"
        f"loaded = sorted(set({HEAVY!r}) & set(sys.modules))\n"
        "sys.exit(', '.join(loaded) or 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


def commands() -> list[click.Command]:
    found: list[click.Command] = []
    for place, _ in COMMANDS.values():
        module, _, attribute = place.partition(":")
        command = getattr(import_module(module), attribute)
        found += command.commands.values() if isinstance(command, click.Group) else [command]
    return found


def test_every_command_takes_json_and_locale_and_says_what_it_does() -> None:
    for command in commands():
        names = {name for option in command.params for name in option.opts}
        assert {"--json", "--locale"} <= names, command.name
        assert command.help, command.name


def test_commands_that_act_cannot_be_told_another_day() -> None:
    looking = {"bench", "plan", "diff", "learn", "evaluate", "shortlist", "gaps", "explain", "season"}
    for command in commands():
        names = {name for option in command.params for name in option.opts}
        assert ("--as-of" in names) == (command.name in looking), command.name


@pytest.mark.parametrize("arguments", [["nope"], ["settings", "--locale", "fr"], ["find", "dragons"]])
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(aixin, arguments).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["shortlst"], ["没有", "shortlst", "shortlist"]),
        (["db", "upgrad"], ["没有", "upgrade"]),
        (["shortlist", "--studnt", "x"], ["没有", "--studnt", "--student"]),
        (["explain"], ["缺少", "--student"]),
        (["find", "dragons"], ["KIND", "students | companies | openings"]),
        (["shortlist", "--student", "x", "--as-of", "soon"], ["--as-of", "2026年6月30日"]),
        (["shortlist", "--student", "x", "--as-of", "9999-12-31"], ["--as-of", "1900", "2100"]),
        (["shortlist", "--all"], ["--all", "--out"]),
        (["shortlist", "--all", "--keep", "--out", "x.csv"], ["--keep", "--student"]),
        (["shortlist", "--student", "x", "-k", "0"], ["-k", "不小于 1 的整数"]),
        (["serve", "--port", "99999"], ["--port", "65535"]),
        (["demo", "--seed", "x"], ["--seed", "整数"]),
        (["find", "students", "a", "b"], ["b", "引号"]),
        (["shortlist"], ["--all"]),
        (["template", "students", "--out", "/"], ["--out", "文件夹"]),
    ],
)
def test_wrong_usage_is_told_in_the_readers_language(arguments: list[str], words: list[str]) -> None:
    result = CliRunner().invoke(aixin, arguments)
    assert result.exit_code == 2
    assert [word for word in words if word not in result.stderr] == []
    assert "用法" in result.stderr
    assert not {"Error", "Invalid", "Missing", "No such", "Try"} & set(result.stderr.split())
    english = CliRunner().invoke(aixin, [*arguments, "--locale=en"])
    assert english.exit_code == 2
    assert not re.search("[用法缺少没有]", english.stderr)


@pytest.mark.parametrize(
    "arguments",
    [["shortlist"], ["shortlst"], ["find", "dragons"], ["occupation", "--correct", "x"], ["policy", "chek"]],
)
def test_wrong_usage_is_a_document_too(arguments: list[str]) -> None:
    for typed in (["--json", *arguments], [arguments[0], "--json", *arguments[1:]]):
        result = CliRunner().invoke(aixin, typed)
        error = json.loads(result.stdout)["error"]
        assert (result.exit_code, error["code"]) == (2, "USAGE")
        assert result.stderr == error["message"] + "\n"
    assert CliRunner().invoke(aixin, arguments).stdout == ""


def test_an_option_of_two_values_says_so() -> None:
    assert "--correct 后面要写 2 个值" in CliRunner().invoke(aixin, ["occupation", "--correct", "A"]).stderr


def test_an_option_without_its_value_is_named() -> None:
    result = CliRunner().invoke(aixin, ["shortlist", "--student"])
    assert (result.exit_code, result.stderr) == (2, "--student 后面要写一个值\n")


def test_language_and_json_may_stand_before_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIXIN_INSTANCE", str(tmp_path))
    monkeypatch.setenv("AIXIN_PROFILE", "demo")
    assert "Meaning" in CliRunner().invoke(aixin, ["--locale", "en", "settings"]).stdout
    before = CliRunner().invoke(aixin, ["--locale", "en", "--json", "settings"]).stdout
    assert json.loads(before) == json.loads(
        CliRunner().invoke(aixin, ["settings", "--json", "--locale", "en"]).stdout
    )
    assert CliRunner().invoke(aixin, ["--locale", "fr", "settings"]).exit_code == 2


def test_what_a_command_writes_is_its_users_alone(tmp_path: Path) -> None:
    out = tmp_path / "students.xlsx"
    program = "from scripts.cli import main; main()"
    command = [sys.executable, "-c", program, "template", "students", "--out", str(out)]
    environment = {**os.environ, "AIXIN_INSTANCE": str(tmp_path / "instance"), "AIXIN_PROFILE": "demo"}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
