"""An outsider with a linear programme and every published number; shares no code with what is attacked."""

from collections.abc import Collection, Iterator
from itertools import islice

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, lil_array
from scipy.sparse.csgraph import connected_components

from matcher.disclosure.tables import Key, Tables


class Outsider:
    """Whoever knows the sums, that a part is no larger than its group, and that persons are whole.

    Also that a withheld number is at least 1, unless it is in a group that is withheld too, or related to
    such. Numbers that no sum relates to each other are solved apart.
    """

    def __init__(self, tables: Tables, withheld: Collection[Key]) -> None:
        self.differences = _differences(tables)
        names = [*tables.cells, *self.differences]
        self._place = {key: number for number, key in enumerate(names)}
        rows = [(one.whole, one.parts) for one in tables.sums]
        rows += [(whole, (part, rest)) for rest, (part, whole) in self.differences.items()]
        sums = lil_array((len(rows), len(names)))
        for number, (whole, parts) in enumerate(rows):
            for key, sign in [(whole, 1), *((part, -1) for part in parts)]:
                sums[number, self._place[key]] += sign
        self._sums = sums.tocsc()
        known = [(self._place[key], cell.value) for key, cell in tables.cells.items() if key not in withheld]
        columns, values = np.array(known, dtype=int).reshape(-1, 2).T
        self._wanted = -(self._sums[:, columns] @ values)
        self._unknown = np.setdiff1d(np.arange(len(names)), columns)
        self._least = np.zeros(len(names))
        self._least[[self._place[key] for key in {*withheld} - _possibly_nought(tables, withheld)]] = 1
        unknown = abs(csr_array(self._sums[:, self._unknown]))
        _, self._part = connected_components(unknown.T @ unknown, directed=False)

    def most(self, key: Key) -> float:
        """The most that an unknown number can be."""
        return self._furthest(key, 1)

    def least(self, key: Key) -> float:
        """The least that it can be."""
        return self._furthest(key, -1)

    def _furthest(self, key: Key, sense: int) -> float:
        place = int(np.searchsorted(self._unknown, self._place[key]))
        related = self._unknown[self._part == self._part[place]]
        sums = self._sums[:, related]
        concerned = np.unique(sums.indices)
        found = linprog(
            -sense * (related == self._place[key]).astype(float),
            A_eq=sums[concerned],
            b_eq=self._wanted[concerned],
            bounds=[(least, None) for least in self._least[related]],
            integrality=1,
        )
        if found.status == 3 or found.x is None:  # without bound
            return np.inf * sense
        return round(found.x[np.searchsorted(related, self._place[key])])


def _differences(tables: Tables) -> dict[Key, tuple[Key, Key]]:
    """What is left of a group without a part, by part and group."""
    cells = tables.cells
    rests = {("rest", *key): (key, cell.within) for key, cell in cells.items() if cell.within is not None}
    return rests | {("change", *part, *whole): (part, whole) for part, whole in tables.nested}


def _possibly_nought(tables: Tables, withheld: Collection[Key]) -> set[Key]:
    """Cells in a withheld group; and those without a group that such cells add up to, or are made of."""
    cells = tables.cells
    found = {key for key in withheld if cells[key].within in withheld}
    alone = {key for key in withheld if cells[key].within is None}
    for _ in cells:
        for one in tables.sums:
            if one.whole in found:
                found |= alone & set(one.parts)
            if found & set(one.parts):
                found |= alone & {one.whole}
    return found


def recovered(tables: Tables, withheld: Collection[Key], k: int, *, one_in: int = 1) -> Iterator[Key]:
    """Withheld numbers, and few that are left of a group, that can be placed in a range narrower than `k`,
    found one by one; of those that might be, one in so many is attacked."""
    outsider = Outsider(tables, withheld)
    values = {key: cell.value for key, cell in tables.cells.items()}
    secrets = {key: values[key] for key in values if key in withheld}
    for key, (part, whole) in outsider.differences.items():
        if 0 < values[whole] - values[part] < k:
            secrets[key] = values[whole] - values[part]
    return (
        key for key, truth in islice(secrets.items(), 0, None, one_in) if _is_placed(outsider, key, truth, k)
    )


def _is_placed(outsider: Outsider, key: Key, truth: int, k: int) -> bool:
    """The truth is among what can be: where the most is far from it, the least need not be asked."""
    most = outsider.most(key)
    return most - truth < k and most - outsider.least(key) < k
