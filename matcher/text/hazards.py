"""Hazards that an opening declares, and the lowest age that it names."""

from matcher.vocabulary import Hazard


def read_hazards(text: str | None) -> frozenset[Hazard] | None:
    """Declared hazards; empty when declared to be none, None when nothing is declared."""
    return None


def read_minimum_age(text: str | None) -> int | None:
    """The lower bound of an age; upper bounds are ignored."""
    return None
