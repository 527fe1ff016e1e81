"""Place: how near the work is, where a person wishes to be, and whether one could live there."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Array, Bools, across
from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.criteria.base import Assessment, first_level, points_of
from matcher.policy import UNKNOWN, Policy
from matcher.records import Opening
from matcher.reference.divisions import (
    COUNTY,
    PREFECTURE,
    PROVINCE,
    STREET,
    ancestor_at,
    ancestors,
    distance_km,
    distances_km,
    division,
)

Codes = tuple[str | None, ...]


class Place:
    """Streets have no coordinates and stand at their district's centre; an unknown distance never refuses."""

    name = "place"
    levels = (
        "SAME_STREET",
        "WISHED",
        "SAME_DISTRICT",
        "NEAR",
        "NEAR_WISHED",
        "SAME_CITY",
        "REACHABLE",
        "LODGING",
        "RELOCATION",
        UNKNOWN,
        "ELSEWHERE",
        "FAR",
        "NO_DORMITORY",
    )

    def assess(self, people: Candidates, openings: Columns, policy: Policy) -> Assessment:
        """Level and points of each pair."""
        limits = policy.thresholds
        way = way_to_work(people, openings)
        lodging = openings.lodging
        moves = people.may_relocate == 1
        lodged = (lodging == 1) & ((way.km <= limits.reach_with_lodging_km) | moves)
        untold = np.isnan(way.km) & ~way.other_province
        elsewhere = (lodged | moves) & people.names_places & ~way.perhaps_wished
        levels = first_level(
            self,
            people,
            openings,
            {
                "NO_DORMITORY": (lodging == 0) & (people.needs_dormitory == 1),
                "SAME_STREET": way.same_street,
                "WISHED": way.wished,
                "SAME_DISTRICT": way.same_district,
                "NEAR": way.km <= limits.near_km,
                "NEAR_WISHED": way.km_from_wished <= limits.near_km,
                "SAME_CITY": way.same_city,
                "REACHABLE": way.km <= limits.reach_km,
                UNKNOWN: untold | (way.perhaps_wished & ~lodged & ~moves),
                "ELSEWHERE": elsewhere,
                "LODGING": lodged,
                "RELOCATION": moves,
            },
            otherwise="FAR",
        )
        return points_of(self, levels, policy)

    def facts(self, candidate: Candidate, opening: Opening, level: str) -> Mapping[str, object]:
        """Where it is, how far, and whether the lodging that is needed is still to be asked for."""
        return {
            "place": opening.place,
            "distance_km": distance(candidate, opening),
            "lodging_missing": candidate.student.needs_dormitory is True and opening.lodging is not True,
        }


class Way(NamedTuple):
    """From each home to each opening: arrays of shape (people, openings)."""

    km: NDArray[np.float64]  # NaN where unknown
    km_from_wished: NDArray[np.float64]  # from the nearest wished place; NaN where unknown
    same_street: Bools
    same_district: Bools
    same_city: Bools
    other_province: Bools
    wished: Bools
    perhaps_wished: Bools  # known only as the city or province around a wished place


def way_to_work(people: Candidates, openings: Columns) -> Way:
    """How the openings lie to the homes and to the wished places."""
    places = openings.place
    shared = across(people.home, places, _shared)
    wished = across(people.wished_places, places, _wished)
    return Way(
        km=across(people.home, places, _distances),
        km_from_wished=across(people.wished_places, places, _distances_from_nearest),
        same_street=(shared & SAME_STREET) != 0,
        same_district=(shared & SAME_DISTRICT) != 0,
        same_city=(shared & SAME_CITY) != 0,
        other_province=(shared & OTHER_PROVINCE) != 0,
        wished=(wished & IS_WISHED) != 0,
        perhaps_wished=(wished & AROUND_WISHED) != 0,
    )


def distance(candidate: Candidate, opening: Opening) -> float | None:
    """Kilometres as the crow flies, to one decimal; None where unknown, as it is inside one district."""
    home, place = candidate.student.home, opening.place
    if home is None or place is None or _contains(home, place) or _share(home, place, COUNTY):
        return None
    km = distance_km(home, place)
    return None if km is None else round(km, 1)


# What two places share, and what a place is to the wished ones, as bits.
SAME_STREET, SAME_DISTRICT, SAME_CITY, OTHER_PROVINCE = 1, 2, 4, 8
IS_WISHED, AROUND_WISHED = 1, 2


@lru_cache(maxsize=4096)
def _distances(start: str | None, codes: Codes) -> Array:
    """Kilometres to the metre, so that a distance does not hang on the last bit of a sine."""
    vague = [_contains(start, code) for code in codes]
    km = distances_km(start or "", [code or "" for code in codes])
    return np.round(np.where(vague, np.nan, km), 3)


def _distances_from_nearest(wished: frozenset[str], codes: Codes) -> Array:
    distances = [_distances(wish, codes) for wish in sorted(wished)]
    return np.asarray(np.fmin.reduce(distances or [np.full(len(codes), np.nan)]))


def _shared(home: str | None, codes: Codes) -> Array:
    return _bits(
        codes,
        {
            SAME_STREET: lambda code: _share(home, code, STREET),
            SAME_DISTRICT: lambda code: _share(home, code, COUNTY),
            SAME_CITY: lambda code: _share(home, code, PREFECTURE),
            OTHER_PROVINCE: lambda code: _parted(home, code),
        },
    )


def _wished(wished: frozenset[str], codes: Codes) -> Array:
    places = [_wished_place(wish, codes) for wish in sorted(wished)]
    return np.asarray(np.bitwise_or.reduce(places or [np.zeros(len(codes), dtype=np.int8)]))


@lru_cache(maxsize=4096)
def _wished_place(wish: str, codes: Codes) -> Array:
    return _bits(
        codes,
        {
            IS_WISHED: lambda code: _is_wished(wish, code),
            AROUND_WISHED: lambda code: _contains(wish, code),
        },
    )


def _bits(codes: Codes, tests: Mapping[int, Callable[[str | None], bool]]) -> Array:
    bits = (sum(bit for bit, holds in tests.items() if holds(code)) for code in codes)
    return np.fromiter(bits, dtype=np.int8, count=len(codes))


def _share(home: str | None, code: str | None, level: int) -> bool:
    if home is None or code is None:
        return False
    around = ancestor_at(code, level)
    return around is not None and around == ancestor_at(home, level)


def _is_wished(wish: str, code: str | None) -> bool:
    """Whether a place lies in the wished one, or is only known as the district around a wished street."""
    if code is None:
        return False
    known = division(wish)
    return wish in _path(code) or (known is not None and known.level == STREET and known.parent == code)


def _parted(home: str | None, code: str | None) -> bool:
    """Whether both are known, and lie in different provinces: the distance may be unknown, far it is."""
    return (
        home is not None and code is not None and ancestor_at(home, PROVINCE) != ancestor_at(code, PROVINCE)
    )


def _contains(one: str | None, other: str | None) -> bool:
    """Whether one is only known as the city or province around the other, so that no distance is known."""
    if one is None or other is None:
        return False
    return any(
        (known := division(wide)) is not None and known.level <= PREFECTURE and wide in _path(narrow)
        for wide, narrow in ((one, other), (other, one))
    )


def _path(code: str) -> tuple[str, ...]:
    return (code, *ancestors(code))
