"""P6: everybody's twenty best openings, by four processes that share one index on disk."""

from collections.abc import Iterator
from time import perf_counter

from api.i18n import marked
from matcher.index.index import Index
from matcher.index.many import best_for_many
from matcher.policy import STANDARD
from scripts.bench.latency import MANY, MILLISECONDS, Ours, typical_time
from scripts.bench.peers.peer import TOP
from scripts.bench.results import Bar, Result
from scripts.bench.setting import Progress, Setting, candidates, strangers, warm

PROCESSES = 4
COUNTED = 500  # students after which progress is told


def whole_province(setting: Setting, progress: Progress) -> Iterator[Result]:
    """The seconds for everybody, against a student's time alone, times their number, divided by four.

    Students are invented before the clock runs; the processes start while it does.
    """
    everybody = setting.size.students
    alone = _typical_time(setting) * everybody / PROCESSES
    people = candidates(setting.world, range(everybody))
    started = perf_counter()
    for number, _ in enumerate(best_for_many(setting.saved, STANDARD, people, TOP, PROCESSES), start=1):
        if number % COUNTED == 0:
            progress(number, everybody)
    seconds = perf_counter() - started
    what = marked("20 best openings for each of %(students)s students, over %(openings)s, 4 processes")
    params = {"students": f"{everybody:,}", "openings": f"{setting.size.openings:,}"}
    yield Result("P6", what, "s", [seconds], [alone], Bar("costs", 1.3), params=params)


def _typical_time(setting: Setting) -> float:
    """Of a student in seconds, as P1 has it: one at a time, while nothing else runs."""
    index = warm(Index.open(setting.saved), setting.world)
    return typical_time(Ours(index), strangers(setting.world, "P6", 0, MANY)) / MILLISECONDS
