"""Administrative divisions: provinces, prefectures, counties, and the streets that are known."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from matcher.reference.tables import read_table

PROVINCE, PREFECTURE, COUNTY, STREET = 1, 2, 3, 4

MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})  # 直辖市: province and city at once

_PLACEHOLDERS = frozenset({"市辖区"})  # the city level of a municipality has no name of its own
_EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Division:
    """One division; `lng` and `lat` are degrees, None where no centre is known."""

    code: str
    name: str
    level: int
    parent: str | None
    lng: float | None
    lat: float | None


def division(code: str) -> Division | None:
    """The division of a code of 6 digits (9 for a street); None when there is none."""
    return _divisions().get(code)


def all_divisions() -> Iterable[Division]:
    """Every known division, in the order of codes."""
    return _divisions().values()


def latin_names() -> Iterator[tuple[str, Division]]:
    """Names in Latin letters, lower case: provinces, prefectures, counties of the coast and Beijing."""
    return ((name, _divisions()[code]) for code, name in read_table("latin_places.csv"))


@cache
def ancestors(code: str) -> tuple[str, ...]:
    """Codes of the divisions around one, nearest first; empty for a province or an unknown code."""
    found: list[str] = []
    here = division(code)
    while here is not None and here.parent is not None:
        found.append(here.parent)
        here = division(here.parent)
    return tuple(found)


@cache
def ancestor_at(code: str, level: int) -> str | None:
    """The division of that level that holds a code, which may be the code itself.

    A municipality (上海) counts as its own prefecture, and so does a county that belongs to no prefecture.
    """
    chain = [known for known in map(division, (code, *ancestors(code))) if known is not None]
    for known in chain:
        if known.level == level:
            return known.code
    if level == PREFECTURE and chain and chain[0].level != PROVINCE:
        return next((known.code for known in chain if known.level == COUNTY), None)
    if level == PREFECTURE and code in MUNICIPALITIES:
        return city_of(code)
    return None


def city_of(code: str) -> str:
    """The code itself; for a municipality, its city (310000 → 310100)."""
    return f"{code[:2]}0100" if code in MUNICIPALITIES else code


def full_name(code: str) -> str:
    """Name with those around it, as on an envelope: 江苏省无锡市锡山区; empty for an unknown code."""
    chain = [known for known in map(division, (code, *ancestors(code))) if known is not None]
    return "".join(known.name for known in reversed(chain) if known.name not in _PLACEHOLDERS)


def centre(code: str) -> tuple[float, float] | None:
    """Longitude and latitude of a division, or of the nearest division around it that has a centre."""
    for known in map(division, (code, *ancestors(code))):
        if known is not None and known.lng is not None and known.lat is not None:
            return known.lng, known.lat
    return None


def distance_km(one: str, other: str) -> float | None:
    """Kilometres between two centres; None when a code is unknown or names only a province."""
    distance = float(distances_km(one, [other])[0])
    return None if np.isnan(distance) else distance


def distances_km(code: str, codes: Sequence[str]) -> NDArray[np.float64]:
    """Kilometres from one division to each of `codes` (shape: their number); nan where unknown."""
    positions = _positions()
    nowhere = (np.nan, np.nan)
    lng, lat = np.radians(positions.get(code, nowhere))
    lngs, lats = np.radians(np.array([positions.get(each, nowhere) for each in codes]).reshape(-1, 2)).T
    half = np.sin((lats - lat) / 2) ** 2 + np.cos(lat) * np.cos(lats) * np.sin((lngs - lng) / 2) ** 2
    distances: NDArray[np.float64] = 2 * _EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
    return distances


@cache
def _divisions() -> dict[str, Division]:
    rows = list(read_table("divisions.csv"))
    codes = {code for code, *_ in rows}
    return {
        code: Division(
            code,
            name,
            _level(code),
            _parent(code, codes),
            float(lng) if lng else None,
            float(lat) if lat else None,
        )
        for code, name, lng, lat in rows
    }


@cache
def _positions() -> dict[str, tuple[float, float]]:
    """Where each division stands, provinces excepted: their centre says nothing about the way to work."""
    places = {known.code: centre(known.code) for known in all_divisions()}
    return {
        code: place
        for code, place in places.items()
        if place is not None and (_level(code) != PROVINCE or code in MUNICIPALITIES)
    }


def _level(code: str) -> int:
    if len(code) == 9:
        return STREET
    if code.endswith("0000"):
        return PROVINCE
    return PREFECTURE if code.endswith("00") else COUNTY


def _parent(code: str, codes: set[str]) -> str | None:
    if code.endswith("0000"):
        return None
    # The counties of Chongqing hang below a second, nameless city level (5002): they belong to the city.
    city = "500100" if code.startswith("5002") else f"{code[:4]}00"
    around = (code[:6], city, f"{code[:2]}0000")
    return next(candidate for candidate in around if candidate != code and candidate in codes)
