"""What the matcher answers: shortlists, their items, and the bars that sum to a score."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from matcher.vocabulary import Refusal


@dataclass(frozen=True, slots=True)
class Reason:
    """A code with what it is about; sentences are made of it elsewhere."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bar:
    """What one criterion gave: `points` of `of`, both in hundredths of a point."""

    criterion: str
    level: str
    points: int
    of: int
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """An eligible pair and its score (hundredths, 0 to 10000): exactly the sum of its bars."""

    student: str
    opening: str
    score: int
    bars: tuple[Bar, ...]
    openings_left: int
    rank: int  # from 1, in the shortlist of the one asked about
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The best `items` for one subject, and what became of the rest.

    `considered` counts the other side; `eligible` those that no rule refused; `refused` the others by
    the first rule that refused them, so that considered = eligible + sum of refused.
    """

    subject: Literal["student", "opening"]
    ref: str
    as_of: date
    policy: str  # fingerprint
    snapshot: str  # fingerprint
    considered: int
    eligible: int
    items: tuple[Match, ...]
    refused: Mapping[Refusal, int]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One pair: a match with the rank it has, or every rule that refuses it (exactly one is given)."""

    student: str
    opening: str
    match: Match | None
    refused: tuple[Reason, ...] = ()
