"""What a place is worth to those who are still to come, and a batch that is placed at these prices.

After N. Ahani, P. Gölz, A. D. Procaccia, A. Teytelboym and A. C. Trapp, Dynamic Placement in Refugee
Resettlement (2021): who may come is drawn several times, everybody is placed at once with those who are here,
and the duals of these plans, averaged, are what each place costs now.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from matcher.plan.flow import flow
from matcher.plan.network import NOBODY, Edges, Network, Numbers
from matcher.policy import FULL_SCORE
from matcher.ranking import Best

DECISIVE = 1_000  # one in so many is added to prices


def place(lists: Sequence[Best], places: Numbers, prices: Numbers | None = None) -> Numbers:
    """The number of the opening that each takes, or NOBODY; nothing is left empty because of a price.

    As many as possible have a place, whatever it costs; then the sum of scores, less prices, is the highest.
    """
    return _openings(*_solved(lists, places, prices))


def reserve_prices(here: Sequence[Best], futures: Iterable[Sequence[Best]], places: Numbers) -> Numbers:
    """What a place in each opening costs those of the futures, on the average: shape (openings,).

    In hundredths of points; to leave somebody without a place counts more than all scores together. For each
    future it is the middle between the least and the greatest price: what one place more would add to the
    plan, and what one place less would cost. A little is added in proportion: between places that are worth
    the same to somebody here, the one decides that fewer need later.
    """
    from matcher.plan.prices import least_prices  # noqa: PLC0415  loads numba

    drawn = [[*here, *future] for future in futures]
    if not drawn:
        return np.zeros(len(places), np.int64)
    worth = max(map(len, drawn)) * FULL_SCORE + 1
    total = np.zeros(len(places), np.int64)
    for lists in drawn:
        edges, chosen = _solved(lists, places)
        network = _network(len(lists), places)
        total += least_prices(network, edges, chosen, np.full(len(lists), worth, np.int64))
        total += greatest_prices(edges, chosen, places, worth)
    prices = total // (2 * len(drawn))
    return prices + prices // DECISIVE


def greatest_prices(edges: Edges, chosen: Numbers, places: Numbers, worth: int) -> Numbers:
    """The highest price of each opening at which everybody stays where the plan has them.

    It is what the plan would lose with one place less. `worth` is what it counts to be placed at all.
    """
    guests = chosen[chosen != NOBODY]
    at = edges.openings[guests]
    full = np.bincount(at, minlength=len(places)) >= places
    values = edges.scores + worth
    prices = np.where(full, worth + FULL_SCORE, 0)
    listed = np.flatnonzero(np.diff(edges.ends))
    elsewhere = np.zeros(len(chosen), np.int64)  # the most that each could have at these prices
    while True:
        if len(listed):
            gains = np.maximum.reduceat(values - prices[edges.openings], edges.ends[listed])
            elsewhere[listed] = np.maximum(gains, 0)
        lower = prices.copy()
        np.minimum.at(lower, at, values[guests] - elsewhere[edges.students[guests]])
        lower[~full] = 0
        if (lower == prices).all():
            return prices
        prices = lower


def _solved(lists: Sequence[Best], places: Numbers, prices: Numbers | None = None) -> tuple[Edges, Numbers]:
    """The edges to openings with places left, and which of them each takes at these prices."""
    edges = Edges.of(lists)
    edges = edges.take(places[edges.openings] > 0)
    paid = edges.scores if prices is None else edges.scores - prices[edges.openings]
    taken = np.flatnonzero(flow(_network(len(lists), places), Edges(edges.ends, edges.openings, paid)))
    chosen = np.full(len(lists), NOBODY, np.int64)
    chosen[edges.students[taken]] = taken
    return edges, chosen


def _openings(edges: Edges, chosen: Numbers) -> Numbers:
    found = chosen.copy()
    found[chosen != NOBODY] = edges.openings[chosen[chosen != NOBODY]]
    return found


def _network(students: int, places: Numbers) -> Network:
    return Network.without_caps(np.zeros(students, np.int64), places)
