"""How unevenly openings are proposed: whether many students are sent to the same few."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from matcher.arrays import MISSING
from matcher.columns import Columns
from matcher.eligibility import own_refusals

MOST_CROWDED = 10
LORENZ_POINTS = 100


@dataclass(frozen=True, slots=True)
class Crowd:
    """One opening: on how many lists it stands, for how many places that are left."""

    opening: str
    proposed: int
    places: int

    @property
    def load(self) -> float:
        """Proposals for each place."""
        return self.proposed / self.places


@dataclass(frozen=True, slots=True)
class Congestion:
    """How the proposals of all lists fall on the openings that are available."""

    openings: int
    places: int
    proposals: int
    never_proposed: float | None  # share of the openings; None without any
    gini: float | None  # None without proposals
    lorenz: tuple[tuple[float, float], ...]  # share of the openings → share of the proposals
    crowded: tuple[Crowd, ...]  # the highest load first

    @property
    def load(self) -> float | None:
        """Proposals for each place, over all openings; None without places."""
        return self.proposals / self.places if self.places else None


def places_left(openings: Columns, as_of: date) -> dict[str, int]:
    """The openings that somebody could be proposed for on that day, with the places that are left."""
    available = np.flatnonzero(own_refusals(openings, as_of) == MISSING).tolist()
    return {openings.refs[row]: int(openings.left[row]) for row in available}


def congestion(lists: Iterable[Iterable[str]], places: Mapping[str, int]) -> Congestion:
    """Figures over the lists of openings, by reference; `places` holds every opening that is available."""
    proposed = Counter(ref for refs in lists for ref in refs)
    counts = [proposed[ref] for ref in places]
    crowds = (Crowd(ref, proposed[ref], left) for ref, left in places.items() if proposed[ref])
    return Congestion(
        openings=len(places),
        places=sum(places.values()),
        proposals=sum(counts),
        never_proposed=counts.count(0) / len(counts) if counts else None,
        gini=gini(counts) if any(counts) else None,
        lorenz=lorenz(counts),
        crowded=tuple(sorted(crowds, key=lambda crowd: (-crowd.load, -crowd.proposed))[:MOST_CROWDED]),
    )


def gini(counts: Sequence[int]) -> float:
    """How unequal the counts are: 0 when all are equal, towards 1 when one has everything.

    C. Gini: Variabilità e mutabilità (1912); half the mean difference of two counts over their mean.
    0 where there is nothing to share out.
    """
    total, number = sum(counts), len(counts)
    if not total:
        return 0.0
    weighted = sum(rank * count for rank, count in enumerate(sorted(counts), start=1))
    return (2 * weighted - (number + 1) * total) / (number * total)


def lorenz(counts: Sequence[int], points: int = LORENZ_POINTS) -> tuple[tuple[float, float], ...]:
    """The Lorenz curve: which share of the total the least proposed share of the openings has.

    M. O. Lorenz: Methods of measuring the concentration of wealth, Publ. Amer. Statist. Assoc. 9 (1905).
    At most `points` steps from (0, 0) to (1, 1); only these two where there is nothing to share out.
    """
    total, number = sum(counts), len(counts)
    if not total:
        return (0.0, 0.0), (1.0, 1.0)
    reached = [0]
    for count in sorted(counts):
        reached.append(reached[-1] + count)
    steps = min(points, number)
    marks = dict.fromkeys(round(step * number / steps) for step in range(steps + 1))
    return tuple((mark / number, reached[mark] / total) for mark in marks)
