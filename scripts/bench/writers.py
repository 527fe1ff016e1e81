"""Fifty writers at once on SQLite: none fails, and how long the slowest hundredth waits for its turn."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import numpy as np
from sqlalchemy import Engine

from api.clock import now
from api.i18n import marked
from models.audit import Act, record
from models.engine import make_engine, make_session
from models.migrate import upgrade
from models.principal import Principal, Role
from models.title_correction import TitleCorrection
from models.vault import Vault
from scripts.bench.imports import KEYS
from scripts.bench.results import Bar, Result
from scripts.bench.setting import Progress, Setting

WRITERS, EACH = 50, 10
OFFICER = Principal(Role.OFFICER, "bench")


def fifty_writers(setting: Setting, progress: Progress) -> Iterator[Result]:
    """Seconds of an audited act from its beginning to its commit, the slowest of a hundred."""
    times = []
    for run in range(setting.runs):
        file = setting.folder / f"writers-{run}.db"
        engine = make_engine(f"sqlite:///{file}")
        upgrade(engine)
        times.append(float(np.quantile(write_at_once(engine, Vault(KEYS)), 0.99)))
        engine.dispose()
        progress(run + 1, setting.runs)
    what = marked("an audited act on SQLite among %(writers)s writers, the slowest of 100")
    yield Result("writers", what, "s", times, bar=Bar("alone", 2), params={"writers": WRITERS})


def write_at_once(engine: Engine, vault: Vault) -> list[float]:
    """The seconds of each act of all writers; raises what any of them met."""
    with ThreadPoolExecutor(WRITERS) as pool:
        shares = pool.map(lambda writer: _write(engine, vault, writer), range(WRITERS))
        return [seconds for share in shares for seconds in share]


def _write(engine: Engine, vault: Vault, writer: int) -> list[float]:
    times = []
    for number in range(EACH):
        began = perf_counter()
        with make_session(engine, vault) as session:
            title, moment = f"{writer}-{number}", now()
            session.add(TitleCorrection(title_key=title, title=title, occupation="1", actor="a", at=moment))
            record(session, OFFICER, Act("title.corrected"), moment)
            session.commit()
        times.append(perf_counter() - began)
    return times
