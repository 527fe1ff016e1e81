"""P5: how the time for one student grows with the number of openings."""

from collections.abc import Iterator

import numpy as np

from api.i18n import marked
from matcher.index.index import Index
from matcher.policy import STANDARD
from scripts.bench.latency import MANY, Ours, typical_time
from scripts.bench.results import Bar, Result
from scripts.bench.setting import Progress, Setting, strangers, warm
from scripts.bench.workload.openings import Openings


def growth(setting: Setting, progress: Progress) -> Iterator[Result]:
    """The exponent of the power law through the times: 1 is linear; and the times themselves."""
    sizes = setting.size.growth
    indexes = [
        warm(Index.of(Openings.of(setting.world, size).columns(), STANDARD), setting.world) for size in sizes
    ]
    times = []
    for run in range(setting.runs):
        people = strangers(setting.world, "P5", run, MANY)
        times.append([typical_time(Ours(index), people) for index in indexes])
        progress(run + 1, setting.runs)
    exponents = [float(np.polyfit(np.log(sizes), np.log(run), 1)[0]) for run in times]
    what = marked("growth of the time for a student with the number of openings: exponent")
    yield Result("P5", what, "", exponents, bar=Bar("alone", 1.1))
    what = marked("time for a student over %(openings)s openings")
    for size, column in zip(sizes, zip(*times, strict=True), strict=True):
        yield Result("P5", what, "ms", column, params={"openings": f"{size:,}"})
