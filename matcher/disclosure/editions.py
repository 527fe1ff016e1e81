"""Tables of the same persons on several days: side by side they are one system, and are checked as one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from matcher.disclosure.publish import Audience, Published, seen
from matcher.disclosure.tables import Cell, Key, Sum, Tables


@dataclass(frozen=True, slots=True)
class Edition:
    """Tables as they were on one day, and what was withheld of them from one audience."""

    tables: Tables
    withheld: frozenset[Key]


def publish_next(
    tables: Tables, audience: Audience, earlier: Sequence[Edition], *, withheld: Collection[Key] = ()
) -> Published:
    """What an audience may see of these tables that has, or may have, its earlier editions too.

    A number and what it was before are known to differ by nought or more: what came or went in between is
    withheld like any other number of few.

    Args:
        tables: what there is now.
        audience: who reads.
        earlier: what the same audience was shown before, the oldest first.
        withheld: what is withheld now from whoever sees more.

    Raises:
        CannotProtect: when with the earlier ones nothing can be shown safely; those have to do.
    """
    from matcher.disclosure.withhold import withhold  # noqa: PLC0415  loads scipy

    today = len(earlier)
    hidden = {named(key, today) for key in withheld}
    shown: set[Key] = set()
    for day, edition in enumerate(earlier):
        hidden |= {named(key, day) for key in edition.withheld}
        shown |= {named(key, day) for key in edition.tables.cells.keys() - edition.withheld}
    if earlier:
        stays = _unchanged(earlier[-1].tables, tables) & earlier[-1].withheld
        hidden |= {named(key, today) for key in stays}
    joint = joined([*(edition.tables for edition in earlier), tables])
    found = withhold(joint, audience.fewest, withheld=hidden, published=shown)
    return seen(tables, audience, frozenset(key for key in tables.cells if named(key, today) in found))


def joined(days: Sequence[Tables]) -> Tables:
    """The tables of several days as one, the oldest first, with what relates each to the one before."""
    cells: dict[Key, Cell] = {}
    sums: list[Sum] = []
    nested: list[tuple[Key, Key]] = []
    for day, tables in enumerate(days):
        for key, cell in tables.cells.items():
            within = None if cell.within is None else named(cell.within, day)
            cells[named(key, day)] = replace(cell, within=within)
        sums += [
            Sum(named(one.whole, day), tuple(named(key, day) for key in one.parts)) for one in tables.sums
        ]
        if day:
            _relate(days[day - 1], tables, day, sums, nested)
    return Tables(cells, tuple(sums), tuple(nested))


def named(key: Key, day: int) -> Key:
    """The cell of a day; those of the first keep their names."""
    return (*key, f"edition {day + 1}") if day else key


def _unchanged(before: Tables, after: Tables) -> set[Key]:
    return {
        key
        for key, cell in after.cells.items()
        if key in before.cells and cell.value == before.cells[key].value
    }


def _relate(before: Tables, after: Tables, day: int, sums: list[Sum], nested: list[tuple[Key, Key]]) -> None:
    """What did not change is known not to have; of what did, the larger number holds the smaller."""
    unchanged = _unchanged(before, after)
    for key, cell in after.cells.items():
        old, new = named(key, day - 1), named(key, day)
        if key in unchanged:
            sums.append(Sum(new, (old,)))
        elif key in before.cells:
            nested.append((old, new) if cell.value > before.cells[key].value else (new, old))
