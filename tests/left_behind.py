"""What a test run leaves behind is searched for canaries once all is over: a plugin of every test process.

Temporary files go to a folder of the run's own, and what tests print and log is kept there until then. A
canary that is found makes the run fail, by an error after its last test.
"""

import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from tests.canaries import search_files

OUTPUT = pytest.StashKey[Path]()


@pytest.fixture(scope="session", autouse=True)
def left_behind(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The folder of temporary files; nobody who was planted lies in them or in the folders of the tests."""
    folders = tmp_path_factory.getbasetemp()
    folder = Path(tempfile.mkdtemp(prefix="aixin-tests-"))
    folder.chmod(0o711)  # a server that runs as somebody else finds its own folder in it
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setattr(tempfile, "tempdir", str(folder))
        request.config.stash[OUTPUT] = folder / "output"
        yield folder
    found = search_files(folder, folders)
    rmtree(folder, ignore_errors=True)
    assert found == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Keep what a test said."""
    report = yield
    output = item.config.stash.get(OUTPUT, None)
    if output is not None and output.parent.exists():
        with output.open("a", encoding="utf-8") as file:
            file.writelines(f"{title}\n{words}\n" for title, words in report.sections)
    return report
