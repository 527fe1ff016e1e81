"""Run a command and see what it took: seconds on the clock, megabytes at its largest."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

INSTANCE_PROFILE = "demo"  # it makes its own keys


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run took: seconds, and the peak memory of its largest process in MiB (on Linux)."""

    seconds: float
    peak_mib: float


def environment_of(instance: Path) -> dict[str, str]:
    """The environment for an instance of its own: nothing leads to any other, nor to another policy."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AIXIN_")}
    return {**kept, "AIXIN_INSTANCE": str(instance), "AIXIN_PROFILE": INSTANCE_PROFILE}


def measure(arguments: Sequence[str], instance: Path) -> Taken:
    """One run of `aixin …` on an instance of its own; raises RuntimeError with its last words if it fails."""
    with (instance / "last.log").open("w+b") as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", "from scripts.cli import main; main()", *arguments],
            env=environment_of(instance),
            stdout=log,
            stderr=log,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        if status:
            log.seek(0)
            raise RuntimeError(log.read().decode(errors="replace")[-2000:])
    return Taken(seconds, usage.ru_maxrss / 1024)
