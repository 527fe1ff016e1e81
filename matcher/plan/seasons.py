"""Seasons of a district, played in every way and held against hindsight."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from matcher.plan.listing import numbered
from matcher.plan.network import Numbers, Objective
from matcher.plan.ranked import Progress, lists_of, may_be_placed, vacancies
from matcher.plan.season import Season, Terms
from matcher.plan.season_ways import DRAWS, Way, play
from matcher.ranking import Best, Ranking
from matcher.records import Student


@dataclass(frozen=True, slots=True)
class Played:
    """One season: how many came, to how many places, and what came of each way."""

    seed: int
    arrivals: int
    places: int
    outcomes: dict[Way, Objective]

    def share(self, way: Way) -> tuple[float, float] | None:
        """Of what hindsight places, and of its sum of scores; None where it places nobody."""
        best, found = self.outcomes[Way.HINDSIGHT], self.outcomes[way]
        if not best.placed or not best.score:
            return None
        return found.placed / best.placed, found.score / best.score


def district_lists(
    students: Sequence[Student], ranking: Ranking, *, as_of: date, progress: Progress | None = None
) -> tuple[list[Best], Numbers]:
    """Everybody's whole list who may be placed, in the order of natural keys, and the places of openings."""
    seekers = {
        student.ref: student
        for student in sorted(students, key=lambda each: (each.key, each.ref))
        if may_be_placed(student, as_of)
    }
    offered = vacancies(ranking, as_of)
    row = {vacancy.ref: number for number, vacancy in enumerate(offered)}
    found = lists_of(seekers, ranking, as_of, progress)(list(seekers), len(offered))
    lists = [numbered(items, row) for items in found]
    return lists, np.array([vacancy.places for vacancy in offered], np.int64)


def play_seasons(
    everybody: Sequence[Best], places: Numbers, terms: Terms, seeds: Sequence[int], *, draws: int = DRAWS
) -> Iterator[Played]:
    """A season for each seed, in all ways."""
    for seed in seeds:
        season = Season.drawn(everybody, places, terms, seed)
        outcomes = {way: play(season, way, draws) for way in Way}
        yield Played(seed, season.arrivals, int(season.places.sum()), outcomes)
