"""Which rows of a file are which rows of the registry, where no number of their own tells."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K")


def pair_up(told: Sequence[T], kept: Sequence[K], rules: Sequence[Callable[[T, K], bool]]) -> list[K | None]:
    """For each of the told ones the kept one that it is, if any; no kept one is taken twice.

    The surest rule goes first, for all of them, and the next for those that are left: so a vague row never
    takes what an exact one means. Among equals the earlier ones come together.
    """
    found: list[K | None] = [None] * len(told)
    free = list(kept)
    for fits in rules:
        for index, each in enumerate(told):
            if found[index] is None:
                match = next((position for position, one in enumerate(free) if fits(each, one)), None)
                if match is not None:
                    found[index] = free.pop(match)
    return found
