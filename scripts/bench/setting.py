"""What is measured on: sizes, the invented openings and students, and the index over them, made once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from matcher.candidate import Candidate
from matcher.columns import Columns
from matcher.index.index import Index
from matcher.policy import STANDARD
from scripts.bench.workload.openings import Openings
from scripts.bench.workload.students import student
from scripts.bench.workload.world import TODAY, World

SEED = 2009
ASKING = (
    "warm",
    "P1",
    "P1 by relevance",
    "P2",
    "P3",
    "P4",
    "P5",
    "P6",
)  # measures with students of their own
RUNS_AT_MOST, APART = 100, 1_000_000
WARMING = 1_000  # students

Progress = Callable[[int, int], None]  # what is done, of how much


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything."""

    students: int
    openings: int
    growth: tuple[int, ...]  # numbers of openings that cost is compared over; memory is that of the last
    rows: int  # of a file to import


SIZES = {
    "district": Size(600, 5_000, (2_000, 10_000, 50_000), 2_000),
    "province": Size(100_000, 200_000, (20_000, 200_000, 1_000_000), 20_000),
    "nation": Size(1_000, 1_000_000, (20_000, 200_000, 1_000_000), 20_000),
}


@dataclass(frozen=True)
class Setting:
    """Everything that several measurements need; `folder` holds their files as long as they run."""

    size: Size
    runs: int
    folder: Path

    @cached_property
    def world(self) -> World:
        """The words and codes that openings and students share."""
        return World.of(SEED)

    @cached_property
    def openings(self) -> Openings:
        """The openings of this size."""
        return Openings.of(self.world, self.size.openings)

    @cached_property
    def columns(self) -> Columns:
        """The same, for the matcher."""
        return self.openings.columns()

    @cached_property
    def index(self) -> Index:
        """The same, indexed and warm."""
        return warm(Index.of(self.columns, STANDARD), self.world)

    @cached_property
    def saved(self) -> Path:
        """The folder of the index on disk."""
        return save(self.index, self.folder / "index")


def save(index: Index, folder: Path) -> Path:
    """The folder, made and with the index in it."""
    folder.mkdir(parents=True)
    index.save(folder)
    return folder


def candidates(world: World, numbers: range) -> list[Candidate]:
    """The students of these numbers, as they stand today; each number is somebody by chance."""
    return [Candidate.of(student(world, number), TODAY, STANDARD) for number in numbers]


def strangers(world: World, measure: str, run: int, count: int) -> list[Candidate]:
    """Students that no other measure and run asks for: an index remembers what it compared."""
    first = (ASKING.index(measure) * RUNS_AT_MOST + run + 1) * APART
    return candidates(world, range(first, first + count))


def warm(index: Index, world: World) -> Index:
    """The index, once it has answered for some students, as one in service has."""
    list(index.best(strangers(world, "warm", 0, WARMING), k=1))
    return index
