"""The command line starts at once, and every command speaks both languages and JSON."""

import subprocess
import sys
from importlib import import_module

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
    looking = {"shortlist", "explain"}
    for command in commands():
        names = {name for option in command.params for name in option.opts}
        assert ("--as-of" in names) == (command.name in looking), command.name


@pytest.mark.parametrize("arguments", [["nope"], ["settings", "--locale", "fr"], ["find", "dragons"]])
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(aixin, arguments).exit_code == 2
