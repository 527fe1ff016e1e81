"""Processes that run beside the server's workers: started with it, started again when they die."""

import subprocess
import sys
import time
from collections.abc import Sequence

AGAIN_AFTER = 2.0  # seconds: one that cannot start must not take the machine
GONE_WITHIN = 10.0


class Companion:
    """One `python -m …` that is kept running until it is told to stop."""

    def __init__(self, *arguments: str) -> None:
        self._command = [sys.executable, "-m", *arguments]
        self._process: subprocess.Popen[bytes] | None = None
        self._next_start = 0.0

    def tend(self) -> None:
        """Start it unless it runs."""
        if self._process is not None and self._process.poll() is None:
            return
        if time.monotonic() >= self._next_start:
            self._next_start = time.monotonic() + AGAIN_AFTER
            self._process = subprocess.Popen(self._command)  # noqa: S603 - our own modules

    def stop(self) -> None:
        """Ask it to stop, and wait; one that does not is killed."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(GONE_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()


def stop_all(companions: Sequence[Companion]) -> None:
    """Stop them one after the other."""
    for companion in companions:
        companion.stop()
