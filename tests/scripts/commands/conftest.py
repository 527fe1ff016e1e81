"""Commands as a person types them, on instances of their own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner, Result

from api.settings import load_settings
from models.engine import make_engine
from models.vault import Vault
from scripts.cli import aixin
from tests.small_district import fill

Run = Callable[..., Result]


class Instance(NamedTuple):
    """An instance with a small district: its folder, and the references of its rows by name and title."""

    folder: Path
    refs: dict[str, str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `aixin …` in a demo instance that is not made yet."""
    monkeypatch.setenv("AIXIN_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("AIXIN_PROFILE", "demo")
    for name in ("AIXIN_LOCALE", "AIXIN_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    runner = CliRunner()
    return lambda *arguments: runner.invoke(aixin, [str(argument) for argument in arguments])


@pytest.fixture
def instance(run: Run, tmp_path: Path) -> Instance:
    """An instance with a small district in it."""
    assert run("db", "upgrade").exit_code == 0
    settings = load_settings()
    engine = make_engine(settings.database_url)
    refs = fill(engine, Vault(settings.keys))
    engine.dispose()
    return Instance(settings.instance, refs)


def document(result: Result) -> Any:
    """The one document on standard output; standard output holds nothing else."""
    return json.loads(result.stdout)
