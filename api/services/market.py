"""Both sides of the market, ready for ranking: one for each process, kept up with the registry.

What of the openings is laid out is saved in the folder of the instance and memory-mapped: the workers of a
server share it, and a command need not lay it out anew. Nothing is ever answered from a stale copy: whoever
asks is answered from what their own transaction sees, by comparing which change last wrote each row.
"""

import logging
import shutil
import tempfile
import time
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from api.logs import failure
from api.services.snapshots import Openings, Students
from matcher.candidate import Candidate
from matcher.cohort import Cohort
from matcher.columns import Columns
from matcher.index.index import Index
from matcher.index.store import code_fingerprint
from matcher.policy import Policy
from matcher.ranking import Ranking
from matcher.records import Student as StudentRecord
from models.queries.snapshots import Revisions, freshness
from models.scope import area_of, whole_registry
from models.student import Student

SNAPSHOTS_KEPT = 4  # a thread may still see the registry as it was a moment ago
ABANDONED = 3600  # seconds after which a folder that nobody finished is removed

log = logging.getLogger(__name__)


class Market:
    """Students and openings under a policy, for all threads of a process."""

    def __init__(self, folder: Path, policy: Policy) -> None:
        self.policy = policy
        self._folder = folder
        self._lock = Lock()
        self._openings: Openings | None = None
        self._students = Students()
        self._rankings: dict[int, Ranking] = {}
        self._cohorts: dict[int, Cohort] = {}

    def ranking(self, session: Session) -> Ranking:
        """All openings as the session's transaction sees them, whoever asks."""
        with self._lock, whole_registry(session):
            change = freshness(session)
            if change not in self._rankings:
                self._openings = self._openings_seen_by(session)
                self._rankings[change] = self._openings.ranking
                _forget_oldest(self._rankings)
            return self._rankings[change]

    def cohort(self, session: Session) -> Cohort:
        """All students as the session's transaction sees them; a street officer's are those of the street.

        Raises OutOfScope for whoever sees no students.
        """
        area = area_of(session, Student)
        with self._lock, whole_registry(session):
            change = freshness(session)
            if change not in self._cohorts:
                self._students = self._students.as_seen(session)
                self._cohorts[change] = self._students.cohort
                _forget_oldest(self._cohorts)
            return self._cohorts[change].within(area or "")

    def warm_up(self, session: Session) -> None:
        """Have both sides laid out and the loops of the ranking loaded, by asking for nobody."""
        nobody = StudentRecord(ref="", key="", birth_date=date(2000, 1, 1))
        asked = [Candidate.of(nobody, date(2020, 1, 1), self.policy)]
        ranking = self.ranking(session)
        list(ranking.best(asked, k=1))
        list(ranking.census(asked))
        self.cohort(session)

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
                log.warning("market_unreadable", extra={"folder": folder.name, **failure(error)})
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
            log.warning("market_not_saved", extra=failure(error))


def _forget_oldest(known: dict[int, Any]) -> None:
    for change in sorted(known)[:-SNAPSHOTS_KEPT]:
        del known[change]


def _age(path: Path) -> float:
    """Seconds since it was written."""
    return time.time() - path.stat().st_mtime
