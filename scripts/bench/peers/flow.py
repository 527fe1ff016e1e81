"""OR-tools alone: the same plan from the bare arrays, with nothing asked but the flow."""

import numpy as np

from matcher.plan.network import Edges, Network, Objective
from matcher.policy import FULL_SCORE


def plain_plan(network: Network, edges: Edges) -> Objective:
    """What the best plan is worth: the cheapest of the largest flows."""
    from ortools.graph.python import min_cost_flow

    students, openings = len(network.priorities), len(network.places)
    source, sink = students + openings, students + openings + 1
    solver = min_cost_flow.SimpleMinCostFlow()
    pairs = solver.add_arcs_with_capacity_and_unit_cost(
        edges.students, students + edges.openings, np.ones(len(edges.scores), np.int64), -edges.scores
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        np.full(students, source),
        np.arange(students),
        np.ones(students, np.int64),
        -network.priorities * (students * FULL_SCORE + 1),
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        students + np.arange(openings),
        np.full(openings, sink),
        network.places,
        np.zeros(openings, np.int64),
    )
    solver.set_nodes_supplies(np.array([source, sink]), np.array([students, -students]))
    if solver.solve_max_flow_with_min_cost() != solver.OPTIMAL:
        raise RuntimeError
    taken = solver.flows(pairs) > 0
    priority = network.priorities[edges.students[taken]].sum()
    return Objective(int(taken.sum()), int(priority), int(edges.scores[taken].sum()))
