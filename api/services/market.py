"""The openings on offer, laid out for ranking and kept up with the registry.

What is laid out is saved in the folder of the instance and memory-mapped: the workers of a server share it,
and a command need not lay it out anew. Nothing is ever answered from a stale copy: whoever asks is answered
from what their own transaction sees, by comparing which change last wrote each row.
"""

import logging
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
from sqlalchemy.orm import Session

from matcher.arrays import Bools
from matcher.columns import Columns
from matcher.index.index import Index
from matcher.index.store import code_fingerprint
from matcher.policy import Policy
from matcher.ranking import EveryPair, Ranking
from matcher.records import Opening
from models.queries.snapshots import Revisions, freshness, load_revisions, stream_openings

FEW, SHARE = 256, 100  # changes kept beside what is laid out: so many, and one for so many rows
SNAPSHOTS_KEPT = 4  # a thread may still see the registry as it was a moment ago
ABANDONED = 3600  # seconds after which a folder that nobody finished is removed

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The openings as some transaction saw them: what was laid out, and what changed since."""

    index: Index
    laid_out: Revisions  # of each row of the index, when it was laid out
    fresh: Columns
    added: Revisions  # of each row of `fresh`

    @classmethod
    def of(cls, columns: Columns, revisions: Revisions, policy: Policy) -> "Snapshot":
        """What is laid out and nothing else."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(Index.of(columns, policy), revisions, Columns.of(()), Revisions(nothing, nothing))

    @property
    def ranking(self) -> Ranking:
        """All openings together."""
        return Ranking(self.index, EveryPair(self.fresh, self.index.policy))

    @property
    def is_much_changed(self) -> bool:
        """Whether it pays to lay out anew."""
        gone = len(self.index) - len(self.index.counted)
        return gone + len(self.fresh) > FEW + len(self.index) // SHARE

    def as_seen(self, session: Session) -> "Snapshot":
        """The same brought to what a session sees: only what differs is read."""
        seen = load_revisions(session)
        laid_out, fresh = _unchanged(self.laid_out, seen), _unchanged(self.added, seen)
        kept = np.concatenate([self.laid_out.numbers[laid_out], self.added.numbers[fresh]])
        number_of = dict(zip(self.fresh.refs, self.added.numbers.tolist(), strict=True))

        def news() -> Iterator[Opening]:
            numbers = np.setdiff1d(seen.numbers, kept, assume_unique=True).tolist()
            # A list of all numbers would take the database longer than reading all rows.
            for number, opening in stream_openings(session, numbers if len(kept) else None):
                number_of[opening.ref] = number
                yield opening

        columns = Columns.joined([self.fresh.take(np.flatnonzero(fresh)), Columns.in_parts(news())])
        added = _in_order(columns, number_of, seen)
        return Snapshot(self.index.without(~laid_out), self.laid_out, columns, added)

    def laid_out_anew(self) -> "Snapshot":
        """The same openings in one piece."""
        parts = ((self.index.columns, self.laid_out), (self.fresh, self.added))
        number_of = {
            ref: number
            for columns, revisions in parts
            for ref, number in zip(columns.refs, revisions.numbers.tolist(), strict=True)
        }
        counted = self.index.counted
        known = Revisions(
            np.concatenate([self.laid_out.numbers[counted], self.added.numbers]),
            np.concatenate([self.laid_out.changes[counted], self.added.changes]),
        )
        order = np.argsort(known.numbers)
        columns = self.ranking.columns()
        revisions = _in_order(columns, number_of, Revisions(known.numbers[order], known.changes[order]))
        return Snapshot.of(columns, revisions, self.index.policy)


class Market:
    """The openings on offer under a policy: one for each process, for all its threads."""

    def __init__(self, folder: Path, policy: Policy) -> None:
        self.policy = policy
        self._folder = folder
        self._lock = Lock()
        self._latest: Snapshot | None = None
        self._rankings: dict[int, Ranking] = {}

    def ranking(self, session: Session) -> Ranking:
        """All openings as the session's transaction sees them."""
        with self._lock:
            change = freshness(session)
            if change not in self._rankings:
                self._latest = self._seen_by(session)
                self._rankings[change] = self._latest.ranking
                for known in sorted(self._rankings)[:-SNAPSHOTS_KEPT]:
                    del self._rankings[known]
            return self._rankings[change]

    def _seen_by(self, session: Session) -> Snapshot:
        if self._latest is not None:
            snapshot = self._latest.as_seen(session)
            if not snapshot.is_much_changed:
                return snapshot
        snapshot = self._opened().as_seen(session)  # perhaps another process has laid out anew
        if snapshot.is_much_changed:
            snapshot = snapshot.laid_out_anew()
            self._save(snapshot)
        return snapshot

    def _opened(self) -> Snapshot:
        """What was laid out last by the same code; nothing if there is none."""
        for folder in sorted(self._folder.glob(f"{code_fingerprint()}-*"), key=_age):
            try:
                revisions = Revisions(*(np.load(folder / f"{name}.npy") for name in Revisions._fields))
                columns = Index.open(folder, self.policy).columns
            except (OSError, ValueError, EOFError, KeyError) as error:  # removed under our hands, or spoilt
                log.warning("%s: %s", folder, error)
            else:
                return Snapshot.of(columns, revisions, self.policy)
        nothing = np.zeros(0, dtype=np.int64)
        return Snapshot.of(Columns.of(()), Revisions(nothing, nothing), self.policy)

    def _save(self, snapshot: Snapshot) -> None:
        """Keep what is laid out for others, and remove what it replaces; without it all works, but later."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(prefix=".", dir=self._folder))
            snapshot.index.save(made)
            for name, values in snapshot.laid_out._asdict().items():
                np.save(made / f"{name}.npy", values)
            kept = made.rename(self._folder / f"{code_fingerprint()}-{made.name.lstrip('.')}")
            for other in self._folder.iterdir():
                unfinished = other.name.startswith(".") and _age(other) < ABANDONED
                if other != kept and not unfinished:
                    shutil.rmtree(other, ignore_errors=True)
        except OSError as error:
            log.warning("%s: %s", self._folder, error)


def _unchanged(known: Revisions, seen: Revisions) -> Bools:
    """Per row whether it is still there and nobody has written it since."""
    at = np.searchsorted(seen.numbers, known.numbers)
    there = at < len(seen.numbers)
    there[there] = seen.numbers[at[there]] == known.numbers[there]
    there[there] = seen.changes[at[there]] == known.changes[there]
    return there


def _in_order(columns: Columns, number_of: dict[str, int], seen: Revisions) -> Revisions:
    """The revisions of the rows of columns, in the order of the rows."""
    numbers = np.array([number_of[ref] for ref in columns.refs], dtype=np.int64)
    return Revisions(numbers, seen.changes[np.searchsorted(seen.numbers, numbers)])


def _age(path: Path) -> float:
    """Seconds since it was written."""
    return time.time() - path.stat().st_mtime
