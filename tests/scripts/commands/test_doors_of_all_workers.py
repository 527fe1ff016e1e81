"""What is counted and what is shut, is so for all workers of a server at once."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner

from scripts.cli import aixin
from tests.conftest import FULL_FIGURES
from tests.databases import SqliteDatabases
from tests.figures import Figure
from tests.scripts.commands.conftest import Run, document
from tests.scripts.commands.serving import make_production, serving

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("server")]

WORKERS, REQUESTS, ASKERS = (4, 600, 10) if FULL_FIGURES else (2, 150, 5)
A_MINUTE = 60


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, sqlite_databases: SqliteDatabases) -> Iterator[Run]:
    """Run `aixin …` in a production instance of this module."""
    with pytest.MonkeyPatch.context() as patch, sqlite_databases.fresh() as url:
        patch.setenv("AIXIN_INSTANCE", str(tmp_path_factory.mktemp("doors")))
        make_production(patch, url)
        yield lambda *arguments: CliRunner().invoke(aixin, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def server(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the instance, served by several workers."""
    with serving(tmp_path_factory.mktemp("said") / "log", "--workers", str(WORKERS)) as address:
        yield f"{address}/"


def _officers_key(run: Run, login: str) -> str:
    assert run("user", "add", login, "--role", "officer").exit_code == 0
    key: str = document(run("key", "issue", "--account", login, "--json"))["key"]
    return key


def _ask(address: str, key: str, times: int) -> Counter[int]:
    """The statuses of so many requests by a key, sent by several at once."""

    def one(_: int) -> int:
        try:
            with urlopen(Request(address, headers={"Authorization": f"Bearer {key}"}), timeout=60) as answer:
                return int(answer.status)
        except HTTPError as error:
            with error:
                return error.code

    with ThreadPoolExecutor(ASKERS) as pool:
        return Counter(pool.map(one, range(times)))


def test_a_key_sends_sixty_requests_a_minute_over_all_workers(run: Run, server: str, figure: Figure) -> None:
    key = _officers_key(run, "li")
    began = time.monotonic()
    statuses = _ask(server, key, REQUESTS)
    windows = 1 + int(time.monotonic() - began) // 60
    assert set(statuses) == {200, 429}
    assert A_MINUTE <= statuses[200] <= A_MINUTE * windows
    figure(
        18, f"{statuses[200]} of {REQUESTS} requests passed {WORKERS} workers in {windows} minutes' windows"
    )


def test_a_disabled_account_is_dead_in_every_worker(run: Run, server: str, figure: Figure) -> None:
    key = _officers_key(run, "wang")
    assert set(_ask(server, key, 20)) == {200}
    assert run("user", "disable", "wang", "--reason", "离职").exit_code == 0
    began = time.monotonic()
    assert set(_ask(server, key, 30)) == {401}
    took = time.monotonic() - began
    figure(
        20, f"30 requests by a disabled account's key to {WORKERS} workers, all refused {took:.2f} s later"
    )


def test_a_suspended_company_is_shut_out_of_every_worker(run: Run, server: str, tmp_path: Path) -> None:
    listed = tmp_path / "companies.csv"
    listed.write_text("企业名称,统一社会信用代码\n云朵机械有限公司,91320205MA27X8K5G1\n", "utf-8")
    assert run("import", "companies", listed).exit_code == 0
    key = document(run("key", "issue", "--company", "91320205MA27X8K5G1", "--json"))["key"]
    own = f"{server}api/v1/openings"
    assert set(_ask(own, key, 20)) == {200}
    assert run("company", "suspend", "91320205MA27X8K5G1", "--reason", "欠薪").exit_code == 0
    assert set(_ask(own, key, 30)) == {403}
