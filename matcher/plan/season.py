"""A season, in which students come week by week: who comes, who was announced, and what there is for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np

from matcher.eligibility import NOT_SEEKING_STATES
from matcher.plan.network import Numbers
from matcher.plan.scarce import draw_places
from matcher.ranking import Best
from matcher.records import Student

DAYS_IN_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Terms:
    """What a season is like."""

    weeks: int = 12
    absent: float = 0.0  # share of those announced who do not come
    places_per_arrival: float | None = None  # None: all the places that there are


@dataclass(frozen=True, slots=True)
class Season:
    """Students by number; the list of each is as long as anybody could need in this season."""

    seed: int
    terms: Terms
    lists: Sequence[Best]
    places: Numbers  # shape (openings,)
    weeks: Sequence[Numbers]  # who comes in each, in the order of coming
    announced: Sequence[Numbers]  # who is said to come in each; not all of them do
    past: Numbers  # who came last season

    @classmethod
    def drawn(cls, everybody: Sequence[Best], places: Numbers, terms: Terms, seed: int) -> Self:
        """A season of one half of everybody, each in any week; the other half is last season's."""
        random = np.random.default_rng(seed)
        order = random.permutation(len(everybody))
        announced, past = np.split(order, [len(order) // 2])
        week = random.integers(0, terms.weeks, len(announced))
        comes = random.random(len(announced)) >= terms.absent
        if terms.places_per_arrival is not None:
            wanted = round(terms.places_per_arrival * int(comes.sum()))
            places = draw_places(places, wanted, random)
        return cls(
            seed=seed,
            terms=terms,
            lists=[_needed(best, places, len(everybody)) for best in everybody],
            places=places,
            weeks=[announced[comes & (week == number)] for number in range(terms.weeks)],
            announced=[announced[week == number] for number in range(terms.weeks)],
            past=past[random.random(len(past)) >= terms.absent],
        )

    def lists_of(self, numbers: Numbers) -> list[Best]:
        """The lists of some, in their order."""
        return [self.lists[number] for number in numbers.tolist()]

    @property
    def arrivals(self) -> int:
        """How many come in all."""
        return sum(map(len, self.weeks))


def absent_share(students: Sequence[Student], as_of: date) -> float:
    """Of those who left school within the last year, the share who do not look for work."""
    recent = [
        student
        for student in students
        if student.graduation and 0 <= (as_of - student.graduation).days < DAYS_IN_A_YEAR
    ]
    return sum(student.state in NOT_SEEKING_STATES for student in recent) / max(len(recent), 1)


def _needed(best: Best, places: Numbers, people: int) -> Best:
    """The openings with places, no more than there are people: of so many one is free for each."""
    kept = np.flatnonzero(places[best.rows] > 0)[:people]
    return Best(best.rows[kept], best.scores[kept])
