"""Commands as a person types them, on instances of their own."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner, Result

from api.settings import instance_path, load_settings
from models.migrate import upgrade
from scripts.cli import aixin
from scripts.instance import open_engine, open_vault
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


@pytest.fixture(scope="session")
def small_instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """An instance with a small district in it, to be copied."""
    folder = tmp_path_factory.mktemp("small") / "instance"
    settings = load_settings({"AIXIN_INSTANCE": str(folder), "AIXIN_PROFILE": "demo"})
    with open_engine(settings) as engine:
        upgrade(engine)
        return Instance(folder, fill(engine, open_vault(settings)))


@pytest.fixture(scope="session")
def empty_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an instance whose database has no rows, to be copied."""
    folder = tmp_path_factory.mktemp("empty") / "instance"
    settings = load_settings({"AIXIN_INSTANCE": str(folder), "AIXIN_PROFILE": "demo"})
    with open_engine(settings) as engine:
        upgrade(engine)
    return folder


@pytest.fixture
def empty(run: Run, empty_instance: Path) -> Path:
    """An instance without rows."""
    return Path(shutil.copytree(empty_instance, instance_path()))


@pytest.fixture
def instance(run: Run, small_instance: Instance) -> Instance:
    """An instance with a small district in it."""
    copy = shutil.copytree(small_instance.folder, instance_path())
    return Instance(copy, small_instance.refs)


def document(result: Result) -> Any:
    """The one document on standard output; standard output holds nothing else."""
    return json.loads(result.stdout)
