"""A plan told in references: proposals, reasons where there is none, and how openings are sought."""

from collections.abc import Iterator

import numpy as np

from matcher.plan.network import NOBODY, Edges, Numbers, Objective
from matcher.plan.problem import Problem
from matcher.plan.results import Plan, Proposal, Sought, Unplaced
from matcher.plan.solution import Solution
from matcher.vocabulary import Without


def account(problem: Problem, edges: Edges, chosen: Numbers, solution: Solution, last: Numbers) -> Plan:
    """The plan of a solution; `edges` are whole lists, of which `chosen` counts, pinned or not.

    `last` is as the solution's bound has it.
    """
    chosen = chosen.copy()
    for number, row in problem.pins.items():
        start, end = edges.ends[number : number + 2]
        chosen[number] = start + np.flatnonzero(edges.openings[start:end] == row)[0]
    placed = np.flatnonzero(chosen != NOBODY)
    taken = np.bincount(edges.openings[chosen[placed]], minlength=len(problem.openings))
    pinned = Objective(
        len(problem.pins),
        sum(problem.students[number].priority for number in problem.pins),
        int(edges.scores[chosen[problem.pinned]].sum()),
    )
    return Plan(
        students=len(problem.students),
        headcount=sum(opening.places for opening in problem.openings),
        objective=_sum(solution.objective, pinned),
        bound=_sum(solution.bound(last), pinned),
        longest=int(np.diff(edges.ends).max(initial=0)),
        proposals=tuple(_proposals(problem, edges, chosen)),
        unplaced=tuple(_unplaced(problem, edges, chosen, taken)),
        sought=tuple(_sought(problem, edges, chosen, taken, solution)),
    )


def _sum(one: Objective, other: Objective) -> Objective:
    return Objective(*(sum(parts) for parts in zip(one, other, strict=True)))


def _proposals(problem: Problem, edges: Edges, chosen: Numbers) -> Iterator[Proposal]:
    for number, edge in enumerate(chosen.tolist()):
        if edge != NOBODY:
            first = edges.ends[number]
            yield Proposal(
                student=problem.students[number].ref,
                opening=problem.openings[edges.openings[edge]].ref,
                score=int(edges.scores[edge]),
                rank=int(edge - first) + 1,
                regret=int(edges.scores[first] - edges.scores[edge]),
                pinned=number in problem.pins,
            )


def _unplaced(problem: Problem, edges: Edges, chosen: Numbers, taken: Numbers) -> Iterator[Unplaced]:
    places = np.array([opening.places for opening in problem.openings], np.int64)
    for number in np.flatnonzero(chosen == NOBODY).tolist():
        listed = edges.openings[edges.ends[number] : edges.ends[number + 1]]
        allowed = listed[~np.isin(listed, list(problem.bans.get(number, ())))]
        if not len(listed):
            reason = Without.NO_ELIGIBLE
        elif not len(allowed):
            reason = Without.BANNED
        elif (taken < places)[allowed].any():
            reason = Without.CAPPED
        else:
            reason = Without.CONTESTED
        yield Unplaced(problem.students[number].ref, reason)


def _sought(
    problem: Problem, edges: Edges, chosen: Numbers, taken: Numbers, solution: Solution
) -> Iterator[Sought]:
    has = np.where(chosen == NOBODY, NOBODY, edges.scores[chosen] if len(edges.scores) else NOBODY)
    rather = edges.scores > has[edges.students]
    others = np.bincount(edges.openings[rather], minlength=len(problem.openings))
    for row in np.unique(edges.openings).tolist():
        opening = problem.openings[row]
        gain = solution.units.difference(int(solution.rents[row]))
        yield Sought(opening.ref, opening.places, int(taken[row]), int(others[row]), gain)
