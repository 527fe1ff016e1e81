"""Places at a level at which a reader can compare them."""

from collections.abc import Sequence

from matcher.reference.divisions import COUNTY, PREFECTURE, STREET, ancestor_at

PLACE_LEVELS = (STREET, COUNTY, PREFECTURE)  # the first at which a reader can compare all
MOST_PLACES = 30


def compared_places(places: Sequence[str | None]) -> list[str | None]:
    """Each place by its street, or by what is above it where there would be too many to compare."""
    for level in PLACE_LEVELS:
        found = [None if place is None else ancestor_at(place, level) or place for place in places]
        if len(set(found)) <= MOST_PLACES:
            break
    return found
