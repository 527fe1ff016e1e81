"""P8: a registry file, read, validated and stored, beside the bare reading and inserting of its cells."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime, time
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from python_calamine import CalamineWorkbook
from sqlalchemy import Engine

from api.clock import CLOCK
from api.i18n import marked
from api.registry_files.columns import RegistryKind
from api.services.imports.import_registry import import_registry
from models.engine import make_engine
from models.migrate import upgrade
from models.vault import Keys, Vault
from scripts.bench.results import Bar, Result
from scripts.bench.setting import Progress, Setting
from scripts.bench.workload.world import TODAY
from scripts.district import generate_district, write_files

MOST_RUNS = 3  # an import takes seconds
KINDS = (RegistryKind.OPENINGS, RegistryKind.STUDENTS)
NOW = datetime.combine(TODAY, time(12), CLOCK)
KEYS = Keys(master=bytes(range(32)), blind_index=bytes(32), pepper=bytes(range(1, 33)))

Answer = TypeVar("Answer")


def imports(setting: Setting, progress: Progress) -> Iterator[Result]:
    """Seconds on SQLite, each time in a process of its own, so that nothing is remembered from the last."""
    rows, folder = setting.size.rows, setting.folder / "import"
    files = write_files(generate_district(students=rows, openings=rows, today=TODAY), folder)
    with_companies = folder / "companies.db"
    _apart(_set_up, with_companies, files[RegistryKind.COMPANIES])
    runs = min(setting.runs, MOST_RUNS)
    for kind in KINDS:
        ours, theirs = [], []
        for run in range(runs):
            database = Path(shutil.copyfile(with_companies, folder / "import.db"))
            ours.append(_apart(_import, database, kind, files[kind]))
            theirs.append(_apart(_insert, folder / "bare.db", files[kind]))
            progress(run + 1, runs)
        what = marked("import of %(rows)s %(kind)s from xlsx; calamine and bare inserts")
        params = {"rows": f"{rows:,}", "kind": kind}
        yield Result("P8", what, "s", ours, theirs, Bar("costs", 6), params=params)


def _apart(work: Callable[..., Answer], *arguments: object) -> Answer:
    """The result of some work, done in a process that has done nothing before."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _set_up(database: Path, companies: Path) -> None:
    """A database with the companies in it, whose openings are to be imported."""
    with _opened(database) as engine:
        upgrade(engine)
    _import(database, RegistryKind.COMPANIES, companies)


def _import(database: Path, kind: RegistryKind, file: Path) -> float:
    """The seconds that an import takes."""
    with _opened(database) as engine:
        started = perf_counter()
        import_registry(engine, Vault(KEYS), kind, file, now=NOW, actor="bench")
        return perf_counter() - started


def _insert(database: Path, file: Path) -> float:
    """The seconds that it takes to read all cells and to insert them as they are."""
    database.unlink(missing_ok=True)
    with closing(sqlite3.connect(database)) as connection:
        started = perf_counter()
        rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
        names = [f"c{number}" for number in range(len(rows[0]))]
        connection.execute(f"CREATE TABLE bare ({', '.join(names)})")
        places = ", ".join("?" * len(names))
        connection.executemany(f"INSERT INTO bare VALUES ({places})", rows)  # noqa: S608
        connection.commit()
        return perf_counter() - started


@contextmanager
def _opened(database: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{database}")
    try:
        yield engine
    finally:
        engine.dispose()
