"""Which cells of tables are withheld, so that no small number can be worked out from the others.

The carrier of a number is the cheapest set of cells that, withheld too, lets it range as far as it needs
(after J. P. Kelly, B. L. Golden, A. A. Assad: Cell suppression, Networks 22 (1992)).
"""

from collections.abc import Collection

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, eye_array, hstack

from matcher.disclosure.reach import Reach, components
from matcher.disclosure.system import Mask, System
from matcher.disclosure.tables import CannotProtect, Key, Tables


def withhold(
    tables: Tables, k: int, *, withheld: Collection[Key] = (), published: Collection[Key] = ()
) -> frozenset[Key]:
    """The cells that must not be seen when the others are.

    Args:
        tables: everything that one reader may come to see, in this publication and in earlier ones.
        k: the fewest persons a number may tell of; also how wide the range of a withheld number is at least.
        withheld: cells that are withheld anyway: in an earlier publication, or from whoever sees more.
        published: cells that have been seen before and cannot be taken back.

    Raises:
        CannotProtect: when `published` gives a small number away.
    """
    system = System(tables, k)
    fixed = system.mask(published)
    must = (system.small & ~fixed) | system.mask(withheld)
    chosen = must.copy()
    reach = Reach(system)
    while (target := next(reach.exposed(chosen), None)) is not None:
        chosen |= _carrier(system, chosen, fixed, target)
    return system.names(_without_needless(reach, chosen, must))


def _carrier(system: System, chosen: Mask, fixed: Mask, target: int) -> Mask:
    """The cells to withhold so that two tables agree with all that is shown and differ enough in `target`."""
    size = system.values.size
    unknown = chosen | ~system.shown
    stays = ~unknown & (fixed | (system.values == 0))  # a nought that is shown elsewhere stays shown
    down = np.where(stays, 0, system.values - system.lowest(chosen))
    up = np.where(stays, 0, np.inf)
    cost = np.where(unknown, 0, system.costs)
    # How far the one table lies above the truth and below it, then the same of the other.
    one = hstack([eye_array(size), -eye_array(size)])
    balanced = block_array([[system.matrix @ one, None], [None, system.matrix @ one]], format="csr")
    apart = np.zeros(4 * size)
    apart[[target, size + target, 2 * size + target, 3 * size + target]] = 1, -1, -1, 1
    found = milp(
        np.tile(cost, 4),
        integrality=np.ones(4 * size),
        bounds=Bounds(0, np.concatenate([up, down, up, down])),
        constraints=[
            LinearConstraint(balanced, 0, 0),
            LinearConstraint(apart[np.newaxis], system.needs[target], np.inf),
        ],
    )
    if found.x is None:
        raise CannotProtect(cell=system.keys[target])
    moved: Mask = np.round(found.x).reshape(4, size).any(axis=0)
    return moved & ~unknown


def _without_needless(reach: Reach, chosen: Mask, must: Mask) -> Mask:
    """The same without the cells that later choices have made needless, the dearest first."""
    system, chosen = reach.system, chosen.copy()
    for row in sorted(np.flatnonzero(chosen & ~must), key=lambda row: (-system.costs[row], row)):
        around = next(group for group in components(system, chosen | ~system.shown) if row in group)
        nearby = np.zeros_like(chosen)
        nearby[around] = True
        chosen[row] = False
        if next(reach.exposed(chosen, nearby), None) is not None:
            chosen[row] = True
    return chosen
