"""How far the past goes back, and how much there is of it."""

from datetime import date

PLACED = {2: 63 / 600, 1: 85 / 600}
"""Years ago → how many found work in that year, for each student whom the registry of now holds."""
SURPLUS = 1.3  # so many look for work for each who is placed


def alumni_for(students: int) -> int:
    """How many former students go with so many present ones."""
    return round(students * sum(PLACED.values()) * SURPLUS)


def first_day(today: date) -> date:
    """Where the history begins."""
    return date(today.year - max(PLACED), 1, 1)
