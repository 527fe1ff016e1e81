"""Many values a few at a time, as `itertools.batched` of Python 3.12 gives them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Value = TypeVar("Value")


def batched(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    """The values in their order, in lists of `size`; the last may be shorter. Read as they are needed."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
