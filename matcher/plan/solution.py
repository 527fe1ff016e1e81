"""A best plan on given lists with its prices, and the bound that no plan at all can pass."""

from dataclasses import dataclass
from functools import cached_property
from operator import mul

import numpy as np

from matcher.arrays import Bools
from matcher.plan.flow import flow
from matcher.plan.network import NOBODY, Edges, Network, Numbers, Objective, Units, exact_sum


@dataclass(frozen=True)
class Solution:
    """Which edge each student takes, and what another place in each node would be worth."""

    network: Network
    edges: Edges
    chosen: Numbers  # shape (students,): number of an edge, or NOBODY
    prices: Numbers  # shape (openings + caps,), in the units together

    @cached_property
    def units(self) -> Units:
        """What the parts of the objective are in prices."""
        return Units.of(self.network.priorities)

    @cached_property
    def objective(self) -> Objective:
        """What the plan is worth."""
        placed = self.chosen != NOBODY
        priority = self.network.priorities[placed].sum()
        return Objective(int(placed.sum()), int(priority), int(self.edges.scores[self.chosen[placed]].sum()))

    @cached_property
    def surplus(self) -> Numbers:
        """Per student the most that an opening of the list leaves beyond its price, not below zero."""
        values = (
            _worths(self.network)[self.edges.students] + self.edges.scores - self.prices[self.edges.openings]
        )
        most = np.zeros(len(self.network.priorities), np.int64)
        np.maximum.at(most, self.edges.students, values)
        return most

    @cached_property
    def rents(self) -> Numbers:
        """Per node what its own bound adds to the price; what another place there adds to the plan."""
        parents = self.network.parents
        return self.prices - np.where(parents == NOBODY, 0, self.prices[parents])

    def beyond(self, last: Numbers) -> Numbers:
        """Per student the most that an opening beyond the end of the list could leave.

        `last` is the score at the end, which is the most that can follow; NOBODY where nothing follows.
        """
        cheapest = self.prices[: len(self.network.places)].min(initial=np.iinfo(np.int64).max)
        return np.where(last == NOBODY, 0, _worths(self.network) + last - cheapest)

    def may_miss(self, last: Numbers) -> Bools:
        """Who could gain by a longer list."""
        return self.beyond(last) > self.surplus

    def bound(self, last: Numbers) -> Objective:
        """What no plan can pass, whatever follows at the end of the lists (weak duality)."""
        paid = sum(map(mul, self.network.capacities.tolist(), self.rents.tolist()))
        left = exact_sum(np.maximum(self.surplus, self.beyond(last)))
        best = np.zeros(len(self.network.priorities), np.int64)
        np.maximum.at(best, self.edges.students, self.edges.scores)
        most = Objective(
            min(len(best), int(self.network.places.sum())),
            int(self.network.priorities.sum()),
            int(np.maximum(best, last).sum()),
        )
        return min(self.units.apart(paid + left), most)


def solve(network: Network, edges: Edges) -> Solution:
    """The best plan on these lists."""
    from matcher.plan.prices import least_prices  # noqa: PLC0415  loads numba

    taken = np.flatnonzero(flow(network, edges))
    chosen = np.full(len(network.priorities), NOBODY, np.int64)
    chosen[edges.students[taken]] = taken
    return Solution(network, edges, chosen, least_prices(network, edges, chosen, _worths(network)))


def _worths(network: Network) -> Numbers:
    """What it is worth to place each student, beside the score."""
    units = Units.of(network.priorities)
    return units.placed + units.priority * network.priorities
