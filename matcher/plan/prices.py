"""What another place would be worth: the least prices at which nobody gains by leaving the plan.

They are the duals of the flow. A student who is placed would lose, at these prices, at any other opening; one
who is not placed cannot pay for any. Whatever plan there may be is bounded by any prices (weak duality), so
that a plan that reaches its bound is proven best, however plan and prices were found.
"""

from typing import Any

import numpy as np
from numba import njit

from matcher.plan.network import NOBODY, Edges, Network, Numbers


def least_prices(network: Network, edges: Edges, chosen: Numbers, worths: Numbers) -> Numbers:
    """The price of a place in each node: shape (openings + caps,), none below zero.

    `chosen` is the edge that each student takes, or NOBODY; `worths` what it is worth that a student is
    placed at all, beside the score. Where the plan is not the best, prices rise only so far as they are paid.
    """
    openings, nodes = len(network.places), len(network.parents)
    placed = np.flatnonzero(chosen != NOBODY)
    at = edges.openings[chosen[placed]]
    guests = placed[np.argsort(at, kind="stable")]
    taken = np.bincount(at, minlength=nodes)
    for node, parent in enumerate(network.parents.tolist()):
        if parent != NOBODY:  # a cap stands behind all that it holds
            taken[parent] += taken[node]
    guest_ends = np.concatenate([[0], np.cumsum(np.bincount(at, minlength=openings))])
    within = np.argsort(network.parents, kind="stable")
    within_ends = np.searchsorted(network.parents[within], np.arange(openings, nodes + 1))
    free = taken < network.capacities
    prices: Numbers = _least_prices(
        (edges.ends, edges.openings, edges.scores),
        (chosen, worths, guests, guest_ends),
        (network.parents, free, within, within_ends),
    )
    return prices


@njit(cache=True, nogil=True)
def _least_prices(lists: Any, plan: Any, nodes: Any) -> Any:
    """Raise prices from zero as long as somebody would leave, one node after the other (Bellman and Ford)."""
    ends, openings, scores = lists
    chosen, worths, guests, guest_ends = plan
    parents, free, within, within_ends = nodes
    first_cap = len(guest_ends) - 1
    prices = np.zeros(len(parents), np.int64)
    waits = np.zeros(len(parents), np.bool_)
    queue = np.zeros(max(len(parents), 1), np.int64)
    state = prices, waits, queue
    begin, length = 0, 0
    for student in range(len(ends) - 1):
        edge = chosen[student]
        has = scores[edge] if edge >= 0 else -worths[student]
        for other in range(ends[student], ends[student + 1]):
            length = _raise(state, begin, length, openings[other], scores[other] - has)
    while length > 0:
        node = queue[begin]
        begin, length = (begin + 1) % len(queue), length - 1
        waits[node] = False
        price = prices[node]
        if free[node] and parents[node] >= 0:  # room here, so that the bound is further out
            length = _raise(state, begin, length, parents[node], price)
        if node >= first_cap:
            cap = node - first_cap
            for inner in within[within_ends[cap] : within_ends[cap + 1]]:
                length = _raise(state, begin, length, inner, price)
            continue
        for student in guests[guest_ends[node] : guest_ends[node + 1]]:
            has = scores[chosen[student]]
            if price > worths[student] + has:  # nobody pays that: the plan is not the best
                continue
            for other in range(ends[student], ends[student + 1]):
                length = _raise(state, begin, length, openings[other], price + scores[other] - has)
    return prices


@njit(cache=True, nogil=True)
def _raise(state: Any, begin: Any, length: Any, node: Any, price: Any) -> Any:
    """Let the price of a node be at least this; how many nodes wait then."""
    prices, waits, queue = state
    if price > prices[node]:
        prices[node] = price
        if not waits[node]:
            waits[node] = True
            queue[(begin + length) % len(queue)] = node
            length += 1
    return length
