"""Gaps between groups of students, told of no group so small that it would tell of persons."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from matcher.evaluation.coverage import Coverage, Outlook, coverage

FEWEST = 5  # students of whom figures are shown inside the programme

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Group(Generic[Key]):
    """The figures of one group; the one without a key holds all groups that are too small."""

    key: Key | None
    figures: Coverage


def group_figures(groups: Mapping[Key, Sequence[Outlook]], fewest: int = FEWEST) -> tuple[Group[Key], ...]:
    """The figures of each group, the largest first, those below `fewest` students put together at the end.

    The group that is put together takes further small ones until it is large enough itself, so that
    nothing can be told by subtraction. A student who is in several groups counts once in it. Empty if
    all students together are too few.
    """
    ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
    pooled: dict[str, Outlook] = {}
    while ordered and (len(ordered[-1][1]) < fewest or 0 < len(pooled) < fewest):
        _, members = ordered.pop()
        pooled.update((one.student, one) for one in members)
    shown = tuple(Group(key, coverage(members)) for key, members in ordered)
    if len(pooled) >= fewest:
        return (*shown, Group(None, coverage(list(pooled.values()))))
    return shown


def widest_gap(values: Sequence[float | None]) -> float | None:
    """Between the highest and the lowest of the figures of groups; None for fewer than two."""
    known = [value for value in values if value is not None]
    return max(known) - min(known) if len(known) > 1 else None
