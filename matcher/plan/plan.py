"""From everybody's lists to a plan that is proven best, with lists as long as the proof needs.

The plan is that of N. Ahani et al., Placement Optimization in Refugee Resettlement, Operations Research 69
(2021), on lists that grow: the plan on short lists has prices, and these tell whose list could hide something
better. Only those are made longer.
"""

from collections.abc import Iterable

import numpy as np

from matcher.plan.account import account
from matcher.plan.listing import Listing
from matcher.plan.network import NOBODY, Edges
from matcher.plan.orders import InvalidOrder, Lists, Orders, Participant, Vacancy
from matcher.plan.problem import Problem
from matcher.plan.results import Plan
from matcher.plan.solution import solve

CANDIDATES = 50
DOUBLED = 4  # times its first length that a list has when all comes next
MOST_PAIRS = 20_000_000  # some 3 GB in the solver; where the proof would take more, the bound is told


def make_plan(
    students: Iterable[Participant],
    openings: Iterable[Vacancy],
    lists: Lists,
    orders: Orders | None = None,
    *,
    candidates: int = CANDIDATES,
    most_pairs: int = MOST_PAIRS,
) -> Plan:
    """The best plan: as many placed as can be, then the officer's priorities, then the scores.

    `lists` names openings that are given, and only those that no rule refuses. Lists begin with `candidates`
    each, and grow while there are no more than `most_pairs`. Raises InvalidOrder and CapsCross.
    """
    problem, listing = _lay_out(students, openings, lists, orders, candidates)
    while True:
        edges = Edges.of(listing.best)
        open_edges = problem.open_edges(edges)
        solution = solve(problem.network, edges.take(open_edges))
        last = np.where(problem.pinned, NOBODY, listing.last())
        short = np.flatnonzero(solution.may_miss(last)).tolist()
        wanted = listing.longer(short, DOUBLED * candidates)
        if not wanted or listing.size_with(wanted) > most_pairs:
            chosen = solution.chosen.copy()
            placed = chosen != NOBODY
            chosen[placed] = np.flatnonzero(open_edges)[chosen[placed]]
            return account(problem, edges, chosen, solution, last)
        listing.ask(wanted)


def check_orders(
    students: Iterable[Participant],
    openings: Iterable[Vacancy],
    lists: Lists,
    orders: Orders,
    *,
    candidates: int = CANDIDATES,
) -> None:
    """Raise what a plan by these orders would; of the students the pinned alone matter."""
    pinned = (student for student in students if student.ref in orders.pins)
    _lay_out(pinned, openings, lists, orders, candidates)


def _lay_out(
    students: Iterable[Participant],
    openings: Iterable[Vacancy],
    lists: Lists,
    orders: Orders | None,
    candidates: int,
) -> tuple[Problem, Listing]:
    """The problem, and everybody's first list with the pins on it."""
    problem = Problem.of(students, openings, orders)
    listing = Listing(
        [student.ref for student in problem.students], [opening.ref for opening in problem.openings], lists
    )
    listing.ask(dict.fromkeys(range(len(problem.students)), candidates))
    _find_pins(problem, listing)
    return problem, listing


def _find_pins(problem: Problem, listing: Listing) -> None:
    """Make the lists of the pinned so long that their openings are on them."""
    whole = len(problem.openings)
    missing = {number: whole for number, row in problem.pins.items() if row not in listing.best[number].rows}
    listing.ask(missing)
    for number in missing:
        row = problem.pins[number]
        if row not in listing.best[number].rows:
            student, opening = problem.students[number].ref, problem.openings[row].ref
            raise InvalidOrder(reason="REFUSED", student=student, opening=opening)
