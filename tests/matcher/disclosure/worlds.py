"""Invented districts as tables: who finishes school, who of them is placed, by street, category and month."""

from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

from matcher.disclosure.tables import Cell, Key, Sum, Tables


@dataclass
class World:
    """Cells and sums on the way to tables."""

    cells: dict[Key, Cell] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)

    def tables(self) -> Tables:
        return Tables(dict(self.cells), tuple(self.sums))

    def add_sum(self, whole: Key, parts: list[Key]) -> None:
        self.sums.append(Sum(whole, tuple(parts)))


def add_figure(world: World, name: Key, counts: list[list[int]], within: Key | None = None) -> None:
    """Streets × categories with both margins and the total; `within` names the table of the groups."""

    def put(value: int, *by: str) -> Key:
        key = (*name, *by)
        world.cells[key] = Cell(value, within=(*within, *by) if within else None)
        return key

    streets = [f"street {row}" for row in range(len(counts))]
    kinds = [f"kind {column}" for column in range(len(counts[0]))]
    inner = {
        (street, kind): put(counts[row][column], street, kind)
        for row, street in enumerate(streets)
        for column, kind in enumerate(kinds)
    }
    total = put(sum(map(sum, counts)))
    rows = [put(sum(counts[row]), street) for row, street in enumerate(streets)]
    columns = [put(sum(line[column] for line in counts), kind) for column, kind in enumerate(kinds)]
    world.add_sum(total, rows)
    world.add_sum(total, columns)
    for street, key in zip(streets, rows, strict=True):
        world.add_sum(key, [inner[street, kind] for kind in kinds])
    for kind, key in zip(kinds, columns, strict=True):
        world.add_sum(key, [inner[street, kind] for street in streets])


def add_months(world: World, name: Key, total: int, random: Random, months: int = 4) -> None:
    """The same persons by month."""
    counts = [0] * months
    for _ in range(total):
        counts[random.randrange(months)] += 1
    keys: list[Key] = [(*name, f"month {month}") for month in range(months)]
    world.cells |= {key: Cell(count) for key, count in zip(keys, counts, strict=True)}
    world.add_sum(name, keys)


def add_payments(world: World, year: str, random: Random) -> None:
    """How often something was paid, by purpose; some households got something more than once."""
    name = ("payments", year)
    purposes = [[random.randrange(20) for _ in range(random.choice((0, 2, 9, 40)))] for _ in range(4)]
    everybody = [household for purpose in purposes for household in purpose]
    world.cells[name] = Cell(len(everybody), persons=len(set(everybody)))
    keys: list[Key] = [(*name, f"purpose {number}") for number in range(4)]
    world.cells |= {
        key: Cell(len(purpose), persons=len(set(purpose)))
        for key, purpose in zip(keys, purposes, strict=True)
    }
    world.add_sum(name, keys)


def add_year(world: World, year: str, streets: int, kinds: int, random: Random) -> None:
    """One year's figures; small and large streets, rare and common categories, many noughts."""
    sizes = [random.random() ** 2 * random.choice((5, 60)) for _ in range(streets)]
    common = [random.random() ** 2 for _ in range(kinds)]
    graduates = [[int(random.expovariate(1 / (size * often + 0.01))) for often in common] for size in sizes]
    chance = random.choice((0.1, 0.5, 0.95))
    placed = [[sum(random.random() < chance for _ in range(count)) for count in row] for row in graduates]
    add_figure(world, ("graduates", year), graduates)
    add_figure(world, ("placed", year), placed, within=("graduates", year))
    add_months(world, ("placed", year), sum(map(sum, placed)), random)
    add_payments(world, year, random)


def add_cumulated(world: World, years: list[str]) -> None:
    """All placed so far, in all and by street."""
    streets = sorted({key[2] for key in world.cells if len(key) == 3 and key[2].startswith("street")})
    for by in [(), *((street,) for street in streets)]:
        parts: list[Key] = [("placed", year, *by) for year in years]
        world.cells["placed", "all", *by] = Cell(sum(world.cells[key].value for key in parts))
        world.add_sum(("placed", "all", *by), parts)
    world.add_sum(("placed", "all"), [("placed", "all", street) for street in streets])


@st.composite
def two_years(draw: st.DrawFn) -> tuple[Tables, Tables]:
    """The tables of one year's report, and of the next, which has them again."""
    random = Random(draw(st.integers(0, 2**32)))
    streets, kinds = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    world = World()
    add_year(world, "2025", streets, kinds, random)
    first = world.tables()
    add_year(world, "2026", streets, kinds, random)
    add_cumulated(world, ["2025", "2026"])
    return first, world.tables()
