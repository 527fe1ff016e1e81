"""The drawing of a score: each bar begins where the one before ended."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from api.presenters.bars import STRONG_PERCENT, WEAK_PERCENT, criterion_name


class Step(NamedTuple):
    """One bar of the drawing, in points from the left."""

    label: str
    note: str
    start: float
    points: float
    of: float
    strength: str  # strong, fair or weak: the class that colours it


def waterfall(bars: Sequence[dict[str, Any]]) -> list[Step]:
    """The steps of a score, in the order of its bars."""
    steps: list[Step] = []
    reached = 0.0
    for bar in bars:
        percent = 100 * bar["points"] / bar["of"] if bar["of"] else 0
        strength = "strong" if percent >= STRONG_PERCENT else "fair" if percent >= WEAK_PERCENT else "weak"
        label = criterion_name(bar["criterion"])
        steps.append(Step(label, bar["note"], round(reached, 2), bar["points"], bar["of"], strength))
        reached += bar["points"]
    return steps
