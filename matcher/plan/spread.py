"""Shortlists that spread: so many openings for each student, none proposed beyond what its places bear."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.arrays import Bools
from matcher.evaluation.congestion import Congestion, congestion
from matcher.plan.flow import flow
from matcher.plan.listing import Listing
from matcher.plan.network import Edges, Network
from matcher.plan.orders import Lists, Participant, Vacancy
from matcher.plan.plan import CANDIDATES, DOUBLED, MOST_PAIRS
from matcher.plan.problem import Problem

PER_PLACE = 3  # students for each place: some decline, some are declined


@dataclass(frozen=True, slots=True)
class Listed:
    """How good lists are, and how crowded the openings on them."""

    mean_score: float | None  # hundredths, over all that is proposed; None where nothing is
    congestion: Congestion


@dataclass(frozen=True, slots=True)
class Spread:
    """The lists by reference of the student, the best first; and what that costs and brings."""

    lists: Mapping[str, Sequence[str]]
    before: Listed  # everybody's best
    after: Listed


def spread_lists(
    students: Sequence[Participant],
    openings: Sequence[Vacancy],
    lists: Lists,
    *,
    k: int,
    per_place: int = PER_PLACE,
) -> Spread:
    """At most `k` for each, each opening on at most `per_place` lists for a place.

    As many proposals as can be, then the highest sum of scores, among the best candidates of each; who is
    left with fewer than `k` has more of them looked at, as long as there are no more than MOST_PAIRS.
    """
    problem = Problem.of(students, openings)
    refs = [student.ref for student in problem.students]
    listing = Listing(refs, [opening.ref for opening in problem.openings], lists)
    first = max(CANDIDATES, 2 * k)
    listing.ask(dict.fromkeys(range(len(refs)), first))
    network = Network.without_caps(np.zeros(len(refs), np.int64), problem.network.places * per_place)
    while True:
        edges = Edges.of(listing.best)
        taken = flow(network, edges, each=k)
        counts = np.bincount(edges.students[taken], minlength=len(refs))
        short = [number for number in np.flatnonzero(counts < k).tolist() if listing.is_cut(number)]
        wanted = listing.longer(short, DOUBLED * first)
        if not wanted or listing.size_with(wanted) > MOST_PAIRS:
            break
        listing.ask(wanted)
    of_the_best = np.arange(len(edges.scores)) - edges.ends[edges.students] < k
    chosen = _by_student(problem, edges, taken)
    return Spread(
        lists=chosen, before=_listed(problem, edges, of_the_best), after=_listed(problem, edges, taken)
    )


def _by_student(problem: Problem, edges: Edges, kept: Bools) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {student.ref: [] for student in problem.students}
    for student, opening in zip(edges.students[kept].tolist(), edges.openings[kept].tolist(), strict=True):
        found[problem.students[student].ref].append(problem.openings[opening].ref)
    return found


def _listed(problem: Problem, edges: Edges, kept: Bools) -> Listed:
    places = {opening.ref: opening.places for opening in problem.openings}
    return Listed(
        mean_score=float(edges.scores[kept].mean()) if kept.any() else None,
        congestion=congestion(_by_student(problem, edges, kept).values(), places),
    )
