"""Who takes part in a plan, what there is to share out, and what officers order about it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from matcher.errors import MatcherError

Lists = Callable[[Sequence[str], int], Iterator[Sequence[tuple[str, int]]]]
"""The best openings of some students, at most so many: references and scores, ties by natural key."""


class InvalidOrder(MatcherError):
    """An order that cannot be followed: `reason` is a code; the other params say whom it is about.

    NO_PARTICIPANT: the pinned student does not take part. NO_VACANCY: the opening does not. REFUSED: a rule
    refuses the pinned pair. BANNED: the pinned pair is banned as well. FULL: with this one, more are pinned
    than there is place in what `name` says, an opening or a cap.
    """

    code = "INVALID_ORDER"


@dataclass(frozen=True, slots=True)
class Participant:
    """A student who is to be placed. The priority is the officer's: a number and nothing more."""

    ref: str
    key: str  # natural key: decides ties
    priority: int = 0  # none below zero


@dataclass(frozen=True, slots=True)
class Vacancy:
    """An opening with the places that are left."""

    ref: str
    key: str
    places: int


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `limit` placed in some openings together; `name` tells which cap it is."""

    name: str
    openings: frozenset[str]
    limit: int


@dataclass(frozen=True, slots=True)
class Orders:
    """What a plan must heed beside places: pairs that must be, pairs that must not, and caps."""

    pins: Mapping[str, str] = field(default_factory=dict)  # student → opening
    bans: frozenset[tuple[str, str]] = frozenset()  # student and opening
    caps: Sequence[Cap] = ()
