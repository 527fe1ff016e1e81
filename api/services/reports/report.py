"""What the yearly report tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from api.services.reports.report_figures import Breakdown, Told
from api.services.reports.report_words import Figure, Step
from matcher.disclosure.publish import Audience


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of those whose employment reached so many months in the year."""

    months: int
    due: Told
    held: Told
    left: Told
    unknown: Told


@dataclass(frozen=True, slots=True)
class Report:
    """A year in figures, for one audience. Money is in fen, rates are from 0 to 1."""

    year: int
    as_of: date
    audience: Audience
    figures: Mapping[Figure, Told]
    breakdowns: tuple[Breakdown, ...]
    funnel: Mapping[Step, Told]
    retention: tuple[Asked, ...]
    placed_by_year: Mapping[int, Told]
