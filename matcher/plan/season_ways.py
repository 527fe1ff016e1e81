"""Ways to place who comes week by week, and what comes of each in a season."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np

from matcher.plan.network import NOBODY, Numbers, Objective
from matcher.plan.reserve import place, reserve_prices
from matcher.plan.season import Season
from matcher.ranking import Best

DRAWS = 16


class Way(StrEnum):
    """How places are given, from what knows least to what knows all."""

    GREEDY = "greedy"  # whoever comes takes the best that is free
    WEEKLY = "weekly"  # the best plan for those of the week
    FORECAST = "forecast"  # at prices: those to come are drawn from last season and who came so far
    PRICED = "priced"  # at prices: those to come are drawn from who is announced
    HINDSIGHT = "hindsight"  # the best plan for all who came


def play(season: Season, way: Way, draws: int = DRAWS) -> Objective:
    """What comes of a way in a season; no priority counts."""
    if way is Way.HINDSIGHT:
        whole = np.concatenate(season.weeks)
        season, way = replace(season, weeks=[whole], announced=[whole]), Way.WEEKLY
    left = season.places.copy()
    placed = score = 0
    for week, arrivals in enumerate(season.weeks):
        lists = season.lists_of(arrivals)
        if way is Way.GREEDY:
            taken = _greedy(lists, left)
        elif way is Way.WEEKLY:
            taken = place(lists, left)
        else:
            futures = _futures(season, way, week, draws)
            taken = place(lists, left, reserve_prices(lists, futures, left))
        np.subtract.at(left, taken[taken != NOBODY], 1)
        placed += int((taken != NOBODY).sum())
        score += sum(_score(best, opening) for best, opening in zip(lists, taken.tolist(), strict=True))
    return Objective(placed, 0, score)


def _greedy(lists: Sequence[Best], places: Numbers) -> Numbers:
    left = places.copy()
    taken = np.full(len(lists), NOBODY, np.int64)
    for number, best in enumerate(lists):
        free = best.rows[left[best.rows] > 0]
        if len(free):
            taken[number] = free[0]
            left[free[0]] -= 1
    return taken


def _futures(season: Season, way: Way, week: int, draws: int) -> Iterator[list[Best]]:
    """Who may come after a week, drawn so often; nobody after the last."""
    after = season.announced[week + 1 :]
    if not after:
        return
    random = np.random.default_rng((season.seed, week))
    still = np.concatenate(after)
    known = np.concatenate([season.past, *season.weeks[: week + 1]])
    expected = round(len(season.past) * len(after) / season.terms.weeks)
    for _ in range(draws):
        if way is Way.PRICED:
            drawn = still[random.random(len(still)) >= season.terms.absent]
        else:
            drawn = random.choice(known, expected if len(known) else 0)
        yield season.lists_of(drawn)


def _score(best: Best, opening: int) -> int:
    return 0 if opening == NOBODY else int(best.scores[best.rows == opening][0])
