"""What a body has to do at work, and what a student's body cannot."""

from matcher.vocabulary import Demand


def read_demands(text: str | None) -> frozenset[Demand]:
    """Demands that a posting declares."""
    return frozenset()


def read_limits(text: str | None) -> frozenset[Demand]:
    """Demands that somebody with these limits of health cannot meet."""
    return frozenset()
