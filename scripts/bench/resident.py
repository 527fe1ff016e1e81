"""How much memory a process grows by when it opens an index and answers for a thousand students."""

import json
import os
import sys
from pathlib import Path

from matcher.index.index import Index
from matcher.policy import STANDARD
from scripts.bench.peers.peer import TOP
from scripts.bench.setting import SEED, candidates
from scripts.bench.workload.openings import Openings
from scripts.bench.workload.world import World

STUDENTS = 1_000
FEW = 100  # openings that it answers over before


def grown(folder: Path) -> int:
    """Bytes; the students, the code and what it reads of reference tables are there before."""
    world = World.of(SEED)
    people = candidates(world, range(STUDENTS))
    list(Index.of(Openings.of(world, FEW).columns(), STANDARD).best(people, TOP))
    before = _resident()
    for _ in Index.open(folder).best(people, TOP):
        pass
    return _resident() - before


def _resident() -> int:
    """Resident bytes of this process (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    print(json.dumps(grown(Path(sys.argv[1]))))  # noqa: T201
