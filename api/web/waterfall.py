"""The drawing of scores: each bar begins where the one before ended, or two stand beside each other."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from api.presenters.bars import STRONG_PERCENT, WEAK_PERCENT, criterion_name

Bar = dict[str, Any]


class Step(NamedTuple):
    """One bar of the drawing, in points from the left."""

    label: str
    note: str
    start: float
    points: float
    of: float
    strength: str  # strong, fair or weak: the class that colours it


class Beside(NamedTuple):
    """A criterion of two items; a bar is None where rules refuse the item."""

    label: str
    bars: tuple[Step | None, ...]
    ahead: float  # points by which the first is ahead, below 0 if it is behind


def waterfall(bars: Sequence[Bar]) -> list[Step]:
    """The steps of a score, in the order of its bars."""
    steps: list[Step] = []
    reached = 0.0
    for bar in bars:
        steps.append(_step(bar, round(reached, 2)))
        reached += bar["points"]
    return steps


def side_by_side(two: Sequence[Bar]) -> list[Beside]:
    """The criteria of two items, one after the other, each bar from the left."""
    bars = [{bar["criterion"]: _step(bar, 0) for bar in item.get("bars", ())} for item in two]
    rows = []
    for criterion in dict.fromkeys(name for each in bars for name in each):
        found = tuple(each.get(criterion) for each in bars)
        first, second = (0.0 if bar is None else bar.points for bar in found)
        rows.append(Beside(criterion_name(criterion), found, round(first - second, 2)))
    return rows


def _step(bar: Bar, start: float) -> Step:
    percent = 100 * bar["points"] / bar["of"] if bar["of"] else 0
    strength = "strong" if percent >= STRONG_PERCENT else "fair" if percent >= WEAK_PERCENT else "weak"
    return Step(criterion_name(bar["criterion"]), bar["note"], start, bar["points"], bar["of"], strength)
