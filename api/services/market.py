"""Both sides of the market, ready for ranking: one for each process, kept up with the registry.

What of the openings is laid out is saved in the folder of the instance and memory-mapped: the workers of a
server share it, and a command need not lay it out anew. Nothing is ever answered from a stale copy: whoever
asks is answered from what their own transaction sees, by comparing which change last wrote each row.
"""

import logging
import shutil
import tempfile
import time
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import TypeVar

import numpy as np
from sqlalchemy.orm import Session

from api.services.snapshots import Openings, Students
from matcher.cohort import Cohort
from matcher.columns import Columns
from matcher.index.index import Index
from matcher.index.store import code_fingerprint
from matcher.policy import Policy
from matcher.ranking import Ranking
from models.queries.snapshots import Revisions, freshness

SNAPSHOTS_KEPT = 4  # a thread may still see the registry as it was a moment ago
ABANDONED = 3600  # seconds after which a folder that nobody finished is removed

T = TypeVar("T")

log = logging.getLogger(__name__)


class Market:
    """Students and openings under a policy, for all threads of a process."""

    def __init__(self, folder: Path, policy: Policy) -> None:
        self.policy = policy
        self._folder = folder
        self._lock = Lock()
        self._openings: Openings | None = None
        self._students = Students()
        self._rankings: OrderedDict[int, Ranking] = OrderedDict()  # by change; the last asked for last
        self._cohorts: OrderedDict[int, Cohort] = OrderedDict()

    def ranking(self, session: Session) -> Ranking:
        """All openings as the session's transaction sees them."""
        with self._lock:
            change = freshness(session)
            if change not in self._rankings:
                self._openings = self._openings_seen_by(session)
                self._rankings[change] = self._openings.ranking
            return _recall(self._rankings, change)

    def cohort(self, session: Session) -> Cohort:
        """All students as the session's transaction sees them."""
        with self._lock:
            change = freshness(session)
            if change not in self._cohorts:
                self._students = self._students.as_seen(session)
                self._cohorts[change] = self._students.cohort
            return _recall(self._cohorts, change)

    def _openings_seen_by(self, session: Session) -> Openings:
        if self._openings is not None:
            openings = self._openings.as_seen(session)
            if not openings.is_much_changed:
                return openings
        openings = self._opened().as_seen(session)  # perhaps another process has laid out anew
        if openings.is_much_changed:
            openings = openings.laid_out_anew()
            self._save(openings)
        return openings

    def _opened(self) -> Openings:
        """What was laid out last by the same code; nothing if there is none."""
        for folder in sorted(self._folder.glob(f"{code_fingerprint()}-*"), key=_age):
            try:
                revisions = Revisions(*(np.load(folder / f"{name}.npy") for name in Revisions._fields))
                columns = Index.open(folder, self.policy).columns
            except (OSError, ValueError, EOFError, KeyError) as error:  # removed under our hands, or spoilt
                log.warning("%s: %s", folder, error)
            else:
                return Openings.of(columns, revisions, self.policy)
        nothing = np.zeros(0, dtype=np.int64)
        return Openings.of(Columns.of(()), Revisions(nothing, nothing), self.policy)

    def _save(self, openings: Openings) -> None:
        """Keep what is laid out for others, and remove what it replaces; without it all works, but later."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(prefix=".", dir=self._folder))
            openings.index.save(made)
            for name, values in openings.laid_out._asdict().items():
                np.save(made / f"{name}.npy", values)
            kept = made.rename(self._folder / f"{code_fingerprint()}-{made.name.lstrip('.')}")
            for other in self._folder.iterdir():
                unfinished = other.name.startswith(".") and _age(other) < ABANDONED
                if other != kept and not unfinished:
                    shutil.rmtree(other, ignore_errors=True)
        except OSError as error:
            log.warning("%s: %s", self._folder, error)


def _recall(known: OrderedDict[int, T], change: int) -> T:
    """What is known of a change; what nobody asked for lately is forgotten."""
    known.move_to_end(change)
    while len(known) > SNAPSHOTS_KEPT:
        known.popitem(last=False)
    return known[change]


def _age(path: Path) -> float:
    """Seconds since it was written; no time at all where it was removed under our hands."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0
