"""Which rows of a file are which rows of the registry, where no number of their own tells."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Row

from api.clock import local_day
from api.schemas.problems import Finding, ProblemCode, Severity

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


def pair_with_kept(
    told: Sequence[T], kept: Sequence[Row[Any]], rules: Sequence[Callable[[T, Row[Any]], bool]]
) -> list[Row[Any] | None]:
    """The same where some of the kept ones were taken back: such a one is meant only where no other is."""
    found = pair_up(told, [row for row in kept if row.taken_back_at is None], rules)
    left = [index for index, row in enumerate(found) if row is None]
    struck_out = [row for row in kept if row.taken_back_at is not None]
    again = pair_up([told[index] for index in left], struck_out, rules)
    for index, match in zip(left, again, strict=True):
        found[index] = match
    return found


def not_again(field: str, kept: Row[Any]) -> Finding:
    """What there is to say of a row of a file that tells again what was taken back."""
    params = {"day": local_day(kept.taken_back_at).isoformat()}
    return Finding(field, ProblemCode.TAKEN_BACK, Severity.WARNING, params)
