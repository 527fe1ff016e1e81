"""P6: everybody's twenty best openings, by four processes that share one index on disk."""

from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier
from pathlib import Path
from time import perf_counter

from api.i18n import marked
from matcher.index.index import Index
from scripts.bench.latency import MANY, MILLISECONDS, Ours, typical_time
from scripts.bench.peers.peer import TOP
from scripts.bench.results import Bar, Result
from scripts.bench.setting import SEED, Progress, Setting, candidates, strangers, warm
from scripts.bench.workload.world import World

PROCESSES = 4
WATCH = 0.5  # seconds between two looks at how far they are
COUNTED = 100  # students after which a process says so

Times = tuple[float, float]  # when a process began to rank and when it had done, on the clock that all share


def whole_province(setting: Setting, progress: Progress) -> Iterator[Result]:
    """The seconds for everybody, against a student's time alone, times their number, divided by four.

    Students are invented before the clock runs; comparing them with the openings and searching are timed.
    """
    everybody = setting.size.students
    step = -(-everybody // PROCESSES)
    shares = [range(first, min(first + step, everybody)) for first in range(0, everybody, step)]
    alone = _typical_time(setting) * everybody / PROCESSES
    context = get_context("spawn")
    done, ready, times = context.Value("q", 0), context.Barrier(len(shares)), context.SimpleQueue()
    processes = [
        context.Process(target=_rank, args=(setting.saved, share, done, ready, times), daemon=True)
        for share in shares
    ]
    for process in processes:
        process.start()
    for process in processes:
        while process.is_alive():
            process.join(WATCH)
            progress(done.value, everybody)
    if any(process.exitcode for process in processes):
        raise RuntimeError("a process that ranked students failed")
    started, ended = zip(*(times.get() for _ in processes), strict=True)
    what = marked("20 best openings for each of %(students)s students, over %(openings)s, 4 processes")
    params = {"students": f"{everybody:,}", "openings": f"{setting.size.openings:,}"}
    yield Result("P6", what, "s", [max(ended) - min(started)], [alone], Bar("costs", 1.3), params=params)


def _typical_time(setting: Setting) -> float:
    """Of a student in seconds, as P1 has it: one at a time, while nothing else runs."""
    index = warm(Index.open(setting.saved), setting.world)
    return typical_time(Ours(index), strangers(setting.world, "P6", 0, MANY)) / MILLISECONDS


def _rank(
    folder: Path, numbers: range, done: "Synchronized[int]", ready: Barrier, times: "SimpleQueue[Times]"
) -> None:
    """Rank the students of these numbers, once every process has made its own."""
    try:
        index, world = Index.open(folder), World.of(SEED)
        list(index.best(candidates(world, range(1)), TOP))  # compiled code is loaded
        people = candidates(world, numbers)
    except BaseException:
        ready.abort()  # the others are not to wait
        raise
    ready.wait()
    started = perf_counter()
    for number, _ in enumerate(index.best(people, TOP), start=1):
        if number % COUNTED == 0:
            with done.get_lock():
                done.value += COUNTED
    times.put((started, perf_counter()))
