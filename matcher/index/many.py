"""Everybody's best openings, by several processes that map the same index on disk."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from matcher.batches import batched
from matcher.candidate import Candidate
from matcher.index.index import Index
from matcher.policy import Policy
from matcher.ranking import Best

AT_ONCE = 256  # candidates given to a process in one go
AHEAD = 2  # portions for each process that wait or are worked on

_opened: list[Index] = []  # of this process, once it works for others


def best_for_many(
    folder: Path, policy: Policy, candidates: Iterable[Candidate], k: int, processes: int | None = None
) -> Iterator[Best]:
    """The best `k` openings of the index in a folder for each candidate, in their order.

    As many processes as the machine has cores, unless told otherwise. They take a second or two to start, so
    for a few hundred candidates `Index.best` is quicker. Candidates are read as they are needed.
    """
    processes = processes or cpu_count() or 1
    waiting = deque[Future[list[Best]]]()
    context = get_context("spawn")  # a fork would take along threads and locks of whoever asks
    with ProcessPoolExecutor(processes, context, _open, (folder, policy.to_json())) as pool:
        try:
            for portion in batched(candidates, AT_ONCE):
                waiting.append(pool.submit(_best, portion, k))
                if len(waiting) >= AHEAD * processes:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            for future in waiting:  # whoever asks may want no more
                future.cancel()


def _open(folder: Path, policy: str) -> None:
    _opened.append(Index.open(folder, Policy.from_json(policy)))


def _best(candidates: list[Candidate], k: int) -> list[Best]:
    return list(_opened[-1].best(candidates, k))
