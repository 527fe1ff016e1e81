"""Who finds something: how many openings each student could be proposed for, and why there are none."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from matcher.eligibility import OPENINGS_OWN
from matcher.results import Shortlist
from matcher.vocabulary import Refusal

ENOUGH = 3  # proposals: what is promised to every graduate
CONFIDENT = 1.96  # standard errors around a mean that hold the true one 19 times out of 20


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one student can hope for."""

    student: str
    possible: int  # openings that no rule refuses
    best: int | None  # the highest score, hundredths
    emptied_by: Refusal | None  # why nothing is possible; None when something is, or there are no openings


@dataclass(frozen=True, slots=True)
class Coverage:
    """Figures over a group of students: shares from 0 to 1, means over those of whom they can be told."""

    students: int
    enough: float  # with ENOUGH possible openings
    some: float  # with at least one
    possible: float  # mean
    best: float | None  # mean of the best scores, hundredths; None when nobody has one
    best_margin: float | None  # half the width of its 95 % interval; None below two students

    @property
    def none(self) -> float:
        """The share of students with nothing."""
        return 1 - self.some


def outlook(shortlist: Shortlist) -> Outlook:
    """What a student's shortlist tells, whatever its length."""
    best = shortlist.items[0].score if shortlist.items else None
    return Outlook(
        shortlist.ref, shortlist.eligible, best, None if best is not None else emptied_by(shortlist)
    )


def emptied_by(shortlist: Shortlist) -> Refusal | None:
    """The rule that refused most of the openings that were there for others; of equals, the first.

    Where all were closed, expired or full for everybody, the commonest of these; None without openings.
    """
    theirs = {code: n for code, n in shortlist.refused.items() if code not in OPENINGS_OWN}
    counts = theirs or shortlist.refused
    return max(counts, key=lambda code: counts[code]) if counts else None


def coverage(outlooks: Sequence[Outlook]) -> Coverage:
    """Figures over the outlooks of a group; ZeroDivisionError for an empty one."""
    best = [one.best for one in outlooks if one.best is not None]
    return Coverage(
        students=len(outlooks),
        enough=sum(one.possible >= ENOUGH for one in outlooks) / len(outlooks),
        some=sum(one.possible > 0 for one in outlooks) / len(outlooks),
        possible=fmean(one.possible for one in outlooks),
        best=fmean(best) if best else None,
        best_margin=CONFIDENT * stdev(best) / sqrt(len(best)) if len(best) > 1 else None,
    )


def empty_because(outlooks: Iterable[Outlook]) -> dict[Refusal | None, int]:
    """How many students have nothing, by what emptied their list; the commonest first."""
    counts = Counter(one.emptied_by for one in outlooks if not one.possible)
    return dict(counts.most_common())
