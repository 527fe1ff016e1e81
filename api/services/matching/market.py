"""Both sides of the market, ready for ranking: one for each process, kept up with the registry.

Nothing is ever answered from a stale copy: whoever asks is answered from what their own transaction sees, by
comparing which change last wrote each row.
"""

from collections import OrderedDict
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TypeVar

import numpy as np
from sqlalchemy.orm import Session

from api.services.matching.layouts import Layouts
from api.services.matching.snapshots import Openings, Students
from matcher.candidate import Candidate
from matcher.cohort import Cohort
from matcher.columns import Columns
from matcher.policy import Policy
from matcher.ranking import Ranking
from matcher.records import Student as StudentRecord
from models.engine import sees_one_state
from models.queries.snapshots import Revisions, freshness
from models.scope import area_of, whole_registry
from models.student import Student

SNAPSHOTS_KEPT = 4  # a thread may still see the registry as it was a moment ago

T = TypeVar("T")


class Market:
    """Students and openings under a policy, for all threads of a process."""

    def __init__(self, folder: Path, policy: Policy) -> None:
        self.policy = policy
        self._layouts = Layouts(folder)
        self._lock = Lock()
        self._openings: Openings | None = None
        self._students = Students()
        self._rankings: OrderedDict[int, Ranking] = OrderedDict()  # by change; the last asked for last
        self._cohorts: OrderedDict[int, Cohort] = OrderedDict()

    def ranking(self, session: Session) -> Ranking:
        """All openings as the session's transaction sees them, whoever asks."""
        with self._lock, whole_registry(session):
            if not sees_one_state(session):  # good for this answer, and for no other
                return (self._openings or self._laid_out()).as_seen(session).ranking
            change = freshness(session)
            if change not in self._rankings:
                self._openings = self._openings_seen_by(session)
                self._rankings[change] = self._openings.ranking
            return _recall(self._rankings, change)

    def cohort(self, session: Session) -> Cohort:
        """All students as the session's transaction sees them; a street officer's are those of the street.

        Raises OutOfScope for whoever sees no students.
        """
        area = area_of(session, Student) or ""
        with self._lock, whole_registry(session):
            if not sees_one_state(session):
                return self._students.as_seen(session).cohort.within(area)
            change = freshness(session)
            if change not in self._cohorts:
                self._students = self._students.as_seen(session)
                self._cohorts[change] = self._students.cohort
            return _recall(self._cohorts, change).within(area)

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
        openings = self._laid_out().as_seen(session)  # perhaps another process has laid out anew
        if openings.is_much_changed:
            openings = openings.laid_out_anew()
            self._layouts.keep(openings.index.columns, openings.laid_out)
        return openings

    def _laid_out(self) -> Openings:
        nothing = np.zeros(0, dtype=np.int64)
        columns, revisions = self._layouts.newest() or (Columns.of(()), Revisions(nothing, nothing))
        return Openings.of(columns, revisions, self.policy)


def _recall(known: OrderedDict[int, T], change: int) -> T:
    """What is known of a change; what nobody asked for lately is forgotten."""
    known.move_to_end(change)
    while len(known) > SNAPSHOTS_KEPT:
        known.popitem(last=False)
    return known[change]
