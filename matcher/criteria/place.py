"""Place: how near the work is, where a person wishes to be, and whether one could live there."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.candidate import Candidate
from matcher.columns import Bools, Columns
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

    def assess(self, candidate: Candidate, openings: Columns, policy: Policy) -> Assessment:
        """Level and points of each opening."""
        student, limits = candidate.student, policy.thresholds
        way = way_to_work(candidate, openings)
        lodging = openings.lodging
        rooms_needed = student.needs_dormitory is True
        moves = np.full(len(openings), student.may_relocate is True)
        lodged = (lodging == 1) & ((way.km <= limits.reach_with_lodging_km) | moves)
        untold = np.isnan(way.km) & ~way.other_province
        elsewhere = (lodged | moves) & bool(student.wished_places) & ~way.perhaps_wished
        levels = first_level(
            self,
            {
                "NO_DORMITORY": (lodging == 0) & rooms_needed,
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
    """From home to each opening."""

    km: NDArray[np.float64]  # NaN where unknown
    km_from_wished: NDArray[np.float64]  # from the nearest wished place; NaN where unknown
    same_street: Bools
    same_district: Bools
    same_city: Bools
    other_province: Bools
    wished: Bools
    perhaps_wished: Bools  # known only as the city or province around a wished place


def way_to_work(candidate: Candidate, openings: Columns) -> Way:
    """How the openings lie to the candidate's home and to the wished places."""
    home, wished, places = candidate.student.home, candidate.student.wished_places, openings.place
    codes = places.values
    from_wished = [_distances(wish, codes) for wish in sorted(wished)] or [np.full(len(codes), np.nan)]
    return Way(
        km=_distances(home, codes)[places.numbers],
        km_from_wished=np.fmin.reduce(from_wished)[places.numbers],
        same_street=places.spread([_share(home, code, STREET) for code in codes]),
        same_district=places.spread([_share(home, code, COUNTY) for code in codes]),
        same_city=places.spread([_share(home, code, PREFECTURE) for code in codes]),
        other_province=places.spread([_parted(home, code) for code in codes]),
        wished=places.spread([_is_wished(wished, code) for code in codes]),
        perhaps_wished=places.spread([any(_contains(wish, code) for wish in wished) for code in codes]),
    )


def distance(candidate: Candidate, opening: Opening) -> float | None:
    """Kilometres as the crow flies, to one decimal; None where unknown, as it is inside one district."""
    home, place = candidate.student.home, opening.place
    if home is None or place is None or _contains(home, place) or _share(home, place, COUNTY):
        return None
    km = distance_km(home, place)
    return None if km is None else round(km, 1)


def _distances(start: str | None, codes: Sequence[str | None]) -> NDArray[np.float64]:
    vague = [_contains(start, code) for code in codes]
    return np.where(vague, np.nan, distances_km(start or "", [code or "" for code in codes]))


def _share(home: str | None, code: str | None, level: int) -> bool:
    if home is None or code is None:
        return False
    around = ancestor_at(code, level)
    return around is not None and around == ancestor_at(home, level)


def _is_wished(wished: frozenset[str], code: str | None) -> bool:
    """Whether a place lies in a wished one, or is only known as the district around a wished street."""
    if code is None:
        return False
    streets = (known for known in map(division, wished) if known is not None and known.level == STREET)
    return not wished.isdisjoint(_path(code)) or any(street.parent == code for street in streets)


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
