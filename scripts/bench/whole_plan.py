"""P7: one proposal for everybody, proven best, beside OR-tools alone on the same arrays."""

import resource
from collections.abc import Iterator
from time import perf_counter

import numpy as np

from api.i18n import marked
from matcher.evaluation.congestion import places_left
from matcher.index.index import Index
from matcher.index.many import best_for_many
from matcher.plan.network import NOBODY, Edges, Network, Numbers
from matcher.plan.plan import CANDIDATES
from matcher.plan.solution import solve
from matcher.policy import STANDARD
from scripts.bench.peers.flow import plain_plan
from scripts.bench.results import Bar, Result
from scripts.bench.setting import SEED, Progress, Setting, candidates, save
from scripts.bench.whole_province import PROCESSES
from scripts.bench.workload.openings import Openings
from scripts.bench.workload.world import TODAY

OPENINGS_AT_MOST = 40_000
RUNS_AT_MOST = 3  # a run takes a minute
HIGHEST_PRIORITY = 15
KIB_IN_MIB = 1024


def whole_plan(setting: Setting, progress: Progress) -> Iterator[Result]:
    """Seconds from lists to a plan with its proof, against the flow alone; then whether both agree.

    Lists are made and code is compiled before the clock runs. The memory is the process's at its largest.
    """
    network, edges = _district(setting)
    _compile(network.places)
    ours, peer, differing = [], [], 0
    for run in range(runs := min(setting.runs, RUNS_AT_MOST)):
        progress(run, runs)
        started = perf_counter()
        solution = solve(network, edges)
        bound = solution.bound(np.full(len(network.priorities), NOBODY))
        ours.append(perf_counter() - started)
        started = perf_counter()
        optimum = plain_plan(network, edges)
        peer.append(perf_counter() - started)
        differing += not solution.objective == bound == optimum
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_IN_MIB
    what = marked("plan for %(students)s students on %(openings)s openings, proven; OR-tools alone")
    params = {"students": f"{len(network.priorities):,}", "openings": f"{len(network.places):,}"}
    yield Result("P7", what, "s", ours, peer, Bar("costs", 1.5), memory=memory, params=params)
    what = marked("plans whose worth differs from the optimum or from its proof")
    yield Result("P7", what, "", [differing], bar=Bar("alone", 0))


def _compile(places: Numbers) -> None:
    """Have the loops loaded by a plan for nobody."""
    nothing = np.zeros(0, np.int64)
    solve(Network.without_caps(nothing, places), Edges(np.zeros(1, np.int64), nothing, nothing))


def _district(setting: Setting) -> tuple[Network, Edges]:
    """Everybody's candidates, the places, and priorities by chance."""
    columns = Openings.of(setting.world, min(setting.size.openings, OPENINGS_AT_MOST)).columns()
    folder = save(Index.of(columns, STANDARD), setting.folder / "planned")
    people = candidates(setting.world, range(setting.size.students))
    edges = Edges.of(list(best_for_many(folder, STANDARD, people, CANDIDATES, PROCESSES)))
    left = places_left(columns, TODAY)
    places = np.array([left.get(ref, 0) for ref in columns.refs], np.int64)
    chance = np.random.default_rng(SEED)
    priorities = chance.integers(0, HIGHEST_PRIORITY, len(people), endpoint=True)
    return Network.without_caps(priorities, places), edges
