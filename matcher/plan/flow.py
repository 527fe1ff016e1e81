"""The best plan on given lists, as a flow of least cost: students → openings → caps → outside.

Solved by OR-tools' cost-scaling push-relabel method (Goldberg and Tarjan 1990; Goldberg 1997). As many
students as possible are placed first; what that leaves open, the costs decide: priorities, then scores.
"""

import numpy as np
from numpy.typing import NDArray

from matcher.plan.network import NOBODY, Edges, Network, Numbers
from matcher.policy import FULL_SCORE


def flow(network: Network, edges: Edges, each: int = 1) -> NDArray[np.bool_]:
    """Which edges are taken, at most `each` of a student's: shape (edges,).

    Raises OverflowError where priorities and numbers are beyond 64 bits, which takes millions of students.
    """
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415  loads much

    students, nodes = len(network.priorities), len(network.parents)
    source, outside = students + nodes, students + nodes + 1
    unit = students * each * FULL_SCORE + 1  # of priority: more than all scores together
    priorities = network.priorities - network.priorities.min(initial=0)
    if int(priorities.max(initial=0)) * unit > np.iinfo(np.int64).max // (4 * (outside + 1)):
        raise OverflowError
    solver = min_cost_flow.SimpleMinCostFlow()
    ones = np.ones(len(edges.scores), np.int64)
    taken = solver.add_arcs_with_capacity_and_unit_cost(
        edges.students, students + edges.openings, ones, -edges.scores
    )
    parents = np.where(network.parents == NOBODY, outside, students + network.parents)
    solver.add_arcs_with_capacity_and_unit_cost(
        students + np.arange(nodes), parents, network.capacities, np.zeros(nodes, np.int64)
    )
    everybody = np.arange(students)
    solver.add_arcs_with_capacity_and_unit_cost(
        np.full(students, source), everybody, np.full(students, each), -priorities * unit
    )
    solver.set_nodes_supplies(np.array([source, outside]), np.array([students * each, -students * each]))
    status = solver.solve_max_flow_with_min_cost()
    if status != solver.OPTIMAL:  # nothing but a defect can lead here: no flow at all is feasible
        raise RuntimeError(status)
    found: Numbers = solver.flows(taken)
    return found > 0
