"""What can be worked out of the numbers that are shown: the range of each number that is not.

Exact, by integer programmes over all tables of whole numbers that agree with everything shown.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from matcher.disclosure.system import Mask, Numbers, System

Rows = npt.NDArray[np.intp]
WHOLE = 1e-6  # how near to a whole number counts as one


class Reach:
    """How far each number of a system ranges; tables that were found once serve for many numbers."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.found: list[Numbers] = [system.values]

    def exposed(self, withheld: Mask, among: Mask | None = None) -> Iterator[int]:
        """The numbers, among these, whose range is narrower than they need.

        Args:
            withheld: which cells are not shown; remainders never are.
            among: where to look; everywhere when None.
        """
        system = self.system
        unknown = withheld | ~system.shown
        wanted = unknown & (system.needs > 0)
        if among is not None:
            wanted &= among
        free = unknown & ~_subtracted(system, unknown)
        yield from np.flatnonzero(wanted & ~free).tolist()
        if not (wanted & free).any():
            return
        lowest = system.lowest(withheld)
        known_tables = self._still_agreeing(free, lowest)
        for component in components(system, free):
            targets = component[wanted[component]]
            if targets.size:
                yield from self._narrow(component, targets, lowest, known_tables)

    def _still_agreeing(self, free: Mask, lowest: Numbers) -> Numbers:
        tables = np.array(self.found)
        agreeing = (tables == self.system.values)[:, ~free].all(axis=1) & (tables >= lowest)[:, free].all(
            axis=1
        )
        chosen: Numbers = tables[agreeing]
        return chosen

    def _narrow(self, component: Rows, targets: Rows, lowest: Numbers, tables: Numbers) -> Iterator[int]:
        matrix = self.system.matrix[:, component]
        matrix = matrix[np.diff(matrix.indptr) > 0]
        truth, needs = self.system.values[component], self.system.needs[component]
        least, most = tables[:, component].min(axis=0), tables[:, component].max(axis=0)
        for place in np.flatnonzero(np.isin(component, targets)).tolist():
            for sense in (1, -1):
                if most[place] - least[place] >= needs[place]:
                    break
                table = _furthest(matrix, truth, lowest[component], place, sense * needs[place])
                np.minimum(least, table, out=least)
                np.maximum(most, table, out=most)
                self._keep(component, table)
            if most[place] - least[place] < needs[place]:
                yield int(component[place])

    def _keep(self, component: Rows, part: Numbers) -> None:
        table = self.system.values.copy()
        table[component] = part
        self.found.append(table)


def components(system: System, unknown: Mask) -> Iterator[Rows]:
    """The unknown numbers in groups that no equation connects."""
    places = np.flatnonzero(unknown)
    if not places.size:
        return
    part = abs(system.matrix[:, places])
    count, labels = connected_components(part.T @ part, directed=False)
    for label in range(count):
        yield places[labels == label]


def _subtracted(system: System, unknown: Mask) -> Mask:
    """The numbers that plain subtraction gives away, one after the other."""
    known = ~unknown
    pattern = abs(system.matrix)
    while True:
        open_equations = pattern @ (~known).astype(np.float64) == 1
        found = (pattern.T @ open_equations.astype(np.float64) > 0) & ~known
        if not found.any():
            return unknown & known
        known = known | found


def _furthest(matrix: csr_array, truth: Numbers, lowest: Numbers, place: int, need: float) -> Numbers:
    """A table that agrees with what is shown, one number as small as may be; as large, for a need below 0."""
    objective = np.zeros(truth.size)
    objective[place] = np.sign(need)
    upper = np.full(truth.size, np.inf)
    upper[place] = truth[place] + abs(need)  # further than anybody asks; and it keeps the programme bounded
    equations = LinearConstraint(matrix, matrix @ truth, matrix @ truth)
    for whole in (0, 1):  # most programmes have whole solutions without being told to
        found = milp(
            objective,
            integrality=np.full(truth.size, whole),
            bounds=Bounds(lowest, upper),
            constraints=equations,
        )
        table: Numbers = np.round(found.x)
        if np.abs(found.x - table).max() < WHOLE:
            break
    return table
