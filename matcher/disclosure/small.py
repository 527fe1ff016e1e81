"""Which cells tell of too few persons by themselves."""

from collections.abc import Collection, Iterator

from matcher.disclosure.tables import Cell, Key, Tables

INTERNAL, PUBLIC = 5, 10
"""The fewest persons a number may tell of: to those who run the programme, and to everybody."""


def few(cell: Cell, k: int) -> bool:
    """Whether a cell tells of somebody, but of fewer than `k` persons."""
    return 0 < cell.behind < k


def small_cells(tables: Tables, k: int) -> set[Key]:
    """The cells that must not be seen whatever stands beside them."""
    return {key for key, cell in tables.cells.items() if few(cell, k)} | telling_noughts(tables, k)


def telling_noughts(tables: Tables, k: int) -> set[Key]:
    """The noughts that are withheld, for they say that none of a few persons has something.

    Any other nought is nobody, and is shown; with it those that follow from it, as from none of a large
    group that none of its parts has it.
    """
    noughts = {key for key, cell in tables.cells.items() if not cell.value}
    groups = {key: tables.cells[group] for key in noughts if (group := tables.cells[key].within)}
    told = {key for key, group in groups.items() if few(group, k)}
    hidden = tables.without_group_of_their_own(told) & noughts
    while follows := {key for key in _following(tables, noughts - hidden) if key in hidden}:
        hidden -= follows
    return hidden


def _following(tables: Tables, shown: Collection[Key]) -> Iterator[Key]:
    """Cells that are nought because others are: the parts of a nought, and a whole without other parts."""
    for one in tables.sums:
        if one.whole in shown:
            yield from one.parts
        if all(key in shown for key in one.parts):
            yield one.whole


def may_be_nought(tables: Tables, withheld: Collection[Key]) -> set[Key]:
    """The withheld cells of which an outsider cannot know that they are at least 1.

    Elsewhere a withheld number is no nought, as a nought would have been shown.
    """
    loose = {key for key in withheld if tables.cells[key].within in withheld}
    return tables.without_group_of_their_own(loose) & set(withheld)
