"""Tables as a system of equations in whole numbers."""

from collections.abc import Collection
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from matcher.disclosure.small import few, may_be_nought, small_cells
from matcher.disclosure.tables import Cell, Key, Tables

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]

REMAINDER, CHANGE = "remainder", "change"


class System:
    """One unknown per cell and one per remainder; one equation per sum and per part of a group.

    A remainder is what is left of a group without its part, or of a number without the one nested in it:
    nobody publishes it, anybody can subtract it.
    All arrays run over `keys`: the cells in their own order, then the remainders.
    """

    def __init__(self, tables: Tables, k: int) -> None:
        self.tables = tables
        self.k = k
        parts = [((REMAINDER, *key), key, cell.within) for key, cell in tables.cells.items() if cell.within]
        parts += [((CHANGE, *part, *whole), part, whole) for part, whole in tables.nested]
        rests = {
            rest: Cell(tables.cells[group].value - tables.cells[key].value) for rest, key, group in parts
        }
        cells = dict(sorted(tables.cells.items())) | dict(sorted(rests.items()))
        self.keys: list[Key] = list(cells)
        self.rows = {key: row for row, key in enumerate(self.keys)}
        self.values: Numbers = np.array([cell.value for cell in cells.values()], dtype=np.float64)
        self.costs: Numbers = np.array([(1 + each.value) * each.weight for each in cells.values()], float)
        self.shown: Mask = np.array([key not in rests for key in cells], dtype=bool)
        equations = [(one.whole, one.parts) for one in tables.sums]
        equations += [(group, (key, rest)) for rest, key, group in parts]
        self.matrix = self._matrix(equations)
        self.needs: Numbers = np.array([self._need(key, cell) for key, cell in cells.items()])

    def _matrix(self, equations: list[tuple[Key, tuple[Key, ...]]]) -> csr_array:
        entries = [
            (row, self.rows[key], sign)
            for row, (whole, parts) in enumerate(equations)
            for key, sign in ((whole, 1.0), *((part, -1.0) for part in parts))
        ]
        rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
        return csr_array((signs, (rows, columns)), shape=(len(equations), len(self.keys)))

    def _need(self, key: Key, cell: Cell) -> float:
        """How wide the range must be in which an outsider can place a number, if it is withheld."""
        if key not in self.tables.cells and not few(cell, self.k):
            return 0
        if cell.persons is not None and few(cell, self.k):  # an amount: as wide as itself
            return max(self.k, cell.value)
        return self.k

    @cached_property
    def small(self) -> Mask:
        """The cells that are withheld by themselves."""
        return self.mask(small_cells(self.tables, self.k))

    def mask(self, keys: Collection[Key]) -> Mask:
        """Where these keys are."""
        found = np.zeros(len(self.keys), dtype=bool)
        found[[self.rows[key] for key in keys]] = True
        return found

    def names(self, mask: Mask) -> frozenset[Key]:
        """The cells, remainders excepted, at these places."""
        return frozenset(self.keys[row] for row in np.flatnonzero(mask & self.shown))

    def lowest(self, withheld: Mask) -> Numbers:
        """The least that an outsider knows each number to be, were it withheld too."""
        nought = may_be_nought(self.tables, self.names(withheld))
        least: Numbers = (self.shown & ~self.mask(nought)).astype(np.float64)
        return least
