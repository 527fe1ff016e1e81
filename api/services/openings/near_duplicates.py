"""Openings of one company that look like one offer told several times: said and flagged, never dropped."""

from collections import defaultdict
from datetime import date

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.vocabulary import OpeningStatus
from models.opening import Opening

ALIKE = 88  # per cent of the letters of two folded titles, in their order

_LISTED = (OpeningStatus.OPEN, OpeningStatus.WAITING)


class NearDuplicates:
    """The openings that a company has listed, by place; what is posted meanwhile is added."""

    def __init__(self, session: Session, company_id: int, today: date) -> None:
        self._by_place: dict[str, dict[str, str]] = defaultdict(dict)
        columns = (Opening.external_ref, Opening.ref, Opening.title_key, Opening.place, Opening.place_key)
        for number, ref, title_key, place, place_key in session.execute(
            select(*columns)
            .where(Opening.company_id == company_id, Opening.status.in_(_LISTED), Opening.valid_to >= today)
            .order_by(Opening.id)
        ):
            self._by_place[place or place_key][number or ref] = title_key

    def of(self, opening: Opening) -> list[str]:
        """The company's numbers of openings at the same place with nearly the same title, sorted."""
        there = self._by_place[opening.place or opening.place_key]
        own = opening.external_ref or opening.ref
        found = process.extract(opening.title_key, there, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
        return sorted(number for _, _, number in found if number != own)

    def add(self, opening: Opening) -> None:
        """One more, or one that is told anew."""
        number = opening.external_ref or opening.ref
        for there in self._by_place.values():
            there.pop(number, None)
        self._by_place[opening.place or opening.place_key][number] = opening.title_key
