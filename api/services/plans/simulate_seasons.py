"""What placing week by week would come to in invented seasons of the district's own students."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from api.services.matching.market import Market
from matcher.plan.ranked import Progress
from matcher.plan.season import Terms, absent_share
from matcher.plan.seasons import Played, district_lists, play_seasons
from models.queries.snapshots import load_students


def simulate_seasons(
    session: Session,
    market: Market,
    *,
    as_of: date,
    seeds: Sequence[int],
    weeks: int,
    places_per_arrival: float | None = None,
    absent: float | None = None,
    progress: Progress | None = None,
) -> tuple[Terms, Iterator[Played]]:
    """The terms and, one after the other, the seasons; `absent` is by default what the registry shows.

    Scores are those of shortlists on the day; nothing is kept.
    """
    students = load_students(session)
    told = absent_share(students, as_of) if absent is None else absent
    terms = Terms(weeks, told, places_per_arrival)
    everybody, places = district_lists(students, market.ranking(session), as_of=as_of, progress=progress)
    return terms, play_seasons(everybody, places, terms, seeds)
