"""The same openings with fewer places, drawn at random: to see what placing is worth where they run out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from matcher.plan.network import Numbers
from matcher.plan.orders import Lists, Vacancy


def draw_places(places: Numbers, count: int, random: np.random.Generator) -> Numbers:
    """So many of the places, any of them as likely as the other; all where there are no more."""
    every = np.repeat(np.arange(len(places)), places)
    kept = random.choice(every, min(count, len(every)), replace=False)
    return np.bincount(kept, minlength=len(places)).astype(np.int64)


def draw_vacancies(openings: Sequence[Vacancy], count: int, seed: int) -> list[Vacancy]:
    """The openings that keep a place when so many are drawn, whatever order they come in."""
    offered = sorted(openings, key=lambda opening: (opening.key, opening.ref))
    places = np.array([opening.places for opening in offered], np.int64)
    drawn = draw_places(places, count, np.random.default_rng(seed)).tolist()
    return [replace(opening, places=left) for opening, left in zip(offered, drawn, strict=True) if left]


def lists_within(openings: Sequence[Vacancy], lists: Lists, whole: int) -> Lists:
    """Lists of these openings alone, from lists that have at most `whole`."""
    kept = {opening.ref for opening in openings}

    def shorter(students: Sequence[str], k: int) -> Iterator[list[tuple[str, int]]]:
        for items in lists(students, whole):
            yield [item for item in items if item[0] in kept][:k]

    return shorter
