"""Whose word holds where two records of one student contradict each other."""

from enum import StrEnum


class Side(StrEnum):
    """One of the two records."""

    KEEP = "keep"
    DROP = "drop"
