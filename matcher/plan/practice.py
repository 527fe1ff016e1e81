"""What is done without a plan, to hold one against: who comes first takes, or everybody takes the first."""

from collections.abc import Iterator, Mapping, Sequence

from matcher.plan.orders import Lists
from matcher.plan.results import Proposal


def first_come(
    students: Sequence[str], places: Mapping[str, int], lists: Lists, *, candidates: int
) -> Iterator[Proposal]:
    """Each, in this order, takes the best of the own list that has a place left."""
    left = dict(places)
    for student in students:
        proposal = _best_left(student, left, lists, candidates)
        if proposal is not None:
            left[proposal.opening] -= 1
            yield proposal


def everybodys_first(students: Sequence[str], places: Mapping[str, int], lists: Lists) -> Iterator[Proposal]:
    """All apply for the first of the own list; who stands first in this order has the place."""
    left = dict(places)
    for student, found in zip(students, lists(students, 1), strict=True):
        for opening, score in found:
            if left[opening]:
                left[opening] -= 1
                yield Proposal(student, opening, score, rank=1, regret=0, pinned=False)


def _best_left(student: str, left: Mapping[str, int], lists: Lists, length: int) -> Proposal | None:
    while True:
        (found,) = lists([student], length)
        for rank, (opening, score) in enumerate(found, start=1):
            if left[opening]:
                return Proposal(student, opening, score, rank, regret=found[0][1] - score, pinned=False)
        if len(found) < length:
            return None
        length *= 2
