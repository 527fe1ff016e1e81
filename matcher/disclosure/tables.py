"""Tables that are published together: cells, and which of them add up to which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matcher.errors import MatcherError

Key = tuple[str, ...]
"""What names a cell wherever it is published: figure, year, and what it is broken down by."""


class InconsistentTables(MatcherError):
    """Cells that do not add up, or are named and not there."""

    code = "INCONSISTENT_TABLES"


class CannotProtect(MatcherError):
    """A small number that follows from what has been published before."""

    code = "CANNOT_PROTECT"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number: of persons, or an amount behind which so many persons stand."""

    value: int
    persons: int | None = None  # None: the value counts them
    within: Key | None = None  # the cell of the group of which these persons are a part
    weight: int = 1  # what its readers would miss is withheld last: as if the number were so much larger

    @property
    def behind(self) -> int:
        """How many persons the number tells of."""
        return self.value if self.persons is None else self.persons


@dataclass(frozen=True, slots=True)
class Sum:
    """A cell that is the sum of others, as whoever reads the tables knows."""

    whole: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """All cells that one reader may come to see, with everything that relates them.

    Raises InconsistentTables when a sum does not hold, a part is larger than its group or than what it is
    nested in, an amount stands for nobody or a cell is missing.
    """

    cells: Mapping[Key, Cell]
    sums: tuple[Sum, ...] = ()
    nested: tuple[tuple[Key, Key], ...] = ()  # a cell, and one that is known to be no smaller

    def __post_init__(self) -> None:
        for one in self.sums:
            if any(key not in self.cells for key in (one.whole, *one.parts)):
                raise InconsistentTables(cell=one.whole)
            if self.cells[one.whole].value != sum(self.cells[key].value for key in one.parts):
                raise InconsistentTables(cell=one.whole)
        for key, cell in self.cells.items():
            if bool(cell.value) != bool(cell.behind):
                raise InconsistentTables(cell=key)
            if cell.value < 0 or (cell.within and cell.value > self._group(key, cell.within).value):
                raise InconsistentTables(cell=key)

        for part, whole in self.nested:
            if self._group(part, part).value > self._group(part, whole).value:
                raise InconsistentTables(cell=part)

    def _group(self, key: Key, within: Key) -> Cell:
        if within not in self.cells:
            raise InconsistentTables(cell=key)
        return self.cells[within]

    def without_group_of_their_own(self, keys: Iterable[Key]) -> set[Key]:
        """These cells, with the sums and the parts of them that are counted within no group themselves."""
        found = set(keys)
        before = -1
        while len(found) > before:
            before = len(found)
            for one in self.sums:
                if one.whole in found:
                    found.update(key for key in one.parts if self.cells[key].within is None)
                elif self.cells[one.whole].within is None and not found.isdisjoint(one.parts):
                    found.add(one.whole)
        return found
