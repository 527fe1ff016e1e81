"""What a measurement says: one line each, ours beside the peer's, and whether the bar is reached."""

import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Literal

from api.i18n import say

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Bar:
    """How far a figure may go: times `faster` than the peer, what it `costs` beside the peer, or `alone`."""

    kind: Literal["faster", "costs", "alone"]
    limit: float

    def ratio(self, ours: float, peer: float) -> float:
        """What is held against the limit."""
        if self.kind == "alone":
            return ours
        return peer / ours if self.kind == "faster" else ours / peer

    def reached(self, ratio: float) -> bool:
        """Whether it is good enough."""
        return ratio >= self.limit if self.kind == "faster" else ratio <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.kind == 'faster' else '≤'} {self.limit:g}"


@dataclass(frozen=True, slots=True)
class Result:
    """One line: what was found in each run, on our side and, where there is a peer, on its side."""

    id: str
    what: str  # to be translated, with places for `params`
    unit: str
    ours: Sequence[float] = ()
    peer: Sequence[float] = ()
    bar: Bar | None = None
    missing: str | None = None  # package of a peer that is not installed
    memory: float | None = None  # MiB that it took at most, where that is told
    params: Mapping[str, object] = field(default_factory=dict)

    def document(self, *, judged: bool = True) -> dict[str, Any]:
        """The line as JSON has it: medians over the runs; `spread` is the smallest and the largest ratio.

        Where it is not `judged`, no bar stands beside it.
        """
        bar = self.bar if judged else None
        ratios = self._ratios()
        ratio = median(ratios) if ratios else None
        return {
            "id": self.id,
            "what": say(self.what, **self.params),
            "ours": _rounded(median(self.ours) if self.ours else None),
            "peer": _rounded(median(self.peer) if self.peer else None),
            "unit": self.unit,
            "ratio": _rounded(ratio),
            "bar": None if bar is None else str(bar),
            "met": None if bar is None or ratio is None else bar.reached(ratio),
            "runs": len(self.ours),
            "spread": [_rounded(min(ratios)), _rounded(max(ratios))] if ratios else None,
            "memory": _rounded(self.memory),
            "missing": self.missing,
        }

    def _ratios(self) -> list[float]:
        if self.bar is not None and self.bar.kind == "alone":
            return list(self.ours)
        bar = self.bar or Bar("costs", 1)
        return [bar.ratio(ours, peer) for ours, peer in zip(self.ours, self.peer, strict=bool(self.peer))]


def machine() -> str:
    """The machine in a line: processor, cores, memory, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def commit() -> str | None:
    """The commit that is measured, with a + when files differ from it; None outside a repository."""
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--abbrev=12", "--dirty=+", "--exclude=*"],  # noqa: S607
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return found.stdout.strip()


def _processor() -> str:
    names = Path("/proc/cpuinfo")
    if names.exists():
        for line in names.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _rounded(figure: float | None) -> float | None:
    """Four digits: more would pretend."""
    return None if figure is None else float(f"{figure:.4g}")
