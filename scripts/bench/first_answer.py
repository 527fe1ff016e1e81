"""Open an index on disk and answer for one student, as a process does that has just started."""

import sys
from pathlib import Path

from matcher.index.index import Index
from scripts.bench.peers.peer import TOP
from scripts.bench.setting import SEED, candidates
from scripts.bench.workload.world import World

if __name__ == "__main__":
    print(next(Index.open(Path(sys.argv[1])).best(candidates(World.of(SEED), range(1)), TOP)))  # noqa: T201
