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
class Advice:
    """Changes that together would bring a pair to `score`: one for a match, all that it takes for a refusal.

    Both in hundredths; `gain` is how much more that is than now, where a refused pair has nothing.
    """

    changes: tuple[Reason, ...]  # codes of matcher.vocabulary.Change
    score: int
    gain: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What a criterion gave one match more (or, below zero, less) than another, in hundredths."""

    criterion: str
    points: int


@dataclass(frozen=True, slots=True)
class Behind:
    """Why a match is beyond the end of a list: the last one that is listed, and where the points were lost.

    The differences begin with the greatest loss and sum to that of the scores. Where it is zero, the two are
    level and the natural key decided.
    """

    last: Match
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One pair: a match with the rank it has, or every rule that refuses it (exactly one is given)."""

    student: str
    opening: str
    match: Match | None
    refused: tuple[Reason, ...] = ()
    advice: tuple[Advice, ...] = ()
    behind: Behind | None = None  # only for a match beyond the end of the list
