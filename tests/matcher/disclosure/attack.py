"""An outsider with a linear programme and every published number; shares no code with what is attacked."""

from collections.abc import Collection

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from matcher.disclosure.tables import Key, Tables


def ranges(tables: Tables, withheld: Collection[Key]) -> dict[Key, tuple[float, float]]:
    """The least and the most that each withheld number can be, and what is left of a group without a part.

    The outsider knows the sums, that a part is no larger than its group, and that persons are whole; also
    that a withheld number is at least 1, unless it is in a group that is withheld too, or related to such.
    """
    rests = {("rest", *key): cell.within for key, cell in tables.cells.items() if cell.within is not None}
    changes = {("change", *part, *whole): (part, whole) for part, whole in tables.nested}
    names = [*tables.cells, *rests, *changes]
    place = {key: number for number, key in enumerate(names)}
    nought = _possibly_nought(tables, withheld)
    rows = []
    for one in tables.sums:
        row = np.zeros(len(names))
        row[place[one.whole]] = 1
        row[[place[key] for key in one.parts]] = -1
        rows.append(row)
    for rest, group in rests.items():
        row = np.zeros(len(names))
        row[[place[group], place[rest[1:]], place[rest]]] = 1, -1, -1
        rows.append(row)
    for change, (part, whole) in changes.items():
        row = np.zeros(len(names))
        row[[place[whole], place[part], place[change]]] = 1, -1, -1
        rows.append(row)
    sums = csr_array(np.array(rows))
    bounds = [
        (value, value)
        if key in tables.cells and key not in withheld
        else (1 if key in withheld and key not in nought else 0, None)
        for key, value in ((key, tables.cells[key].value if key in tables.cells else 0) for key in names)
    ]

    def reach(key: Key, sense: int) -> float:
        objective = np.zeros(len(names))
        objective[place[key]] = sense
        found = linprog(objective, A_eq=sums, b_eq=np.zeros(len(rows)), bounds=bounds, integrality=1)
        if found.status == 3 or found.x is None:  # without bound
            return np.inf * -sense
        return round(found.x[place[key]])

    return {
        key: (reach(key, 1), reach(key, -1)) for key in names if key not in tables.cells or key in withheld
    }


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


def recovered(tables: Tables, withheld: Collection[Key], k: int) -> list[Key]:
    """Withheld numbers, and few that are left of a group, that can be placed in a range narrower than `k`."""
    found = []
    changes = {("change", *part, *whole): (part, whole) for part, whole in tables.nested}
    for key, (least, most) in ranges(tables, withheld).items():
        if key in tables.cells:
            sensitive = True
        elif key[0] == "change":
            part, whole = changes[key]
            sensitive = 0 < tables.cells[whole].value - tables.cells[part].value < k
        else:
            cell = tables.cells[key[1:]]
            assert cell.within is not None
            sensitive = 0 < tables.cells[cell.within].value - cell.value < k
        if sensitive and most - least < k:
            found.append(key)
    return found
