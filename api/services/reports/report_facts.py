"""Everything that the yearly report counts from, read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from sqlalchemy.orm import Session

from api.clock import CLOCK, local_day, year_span
from api.services.matching.compared_places import compared_places
from api.services.reports.report_words import UNKNOWN
from matcher.vocabulary import HardshipCategory
from models.queries.relief import FundFigures, Relief, fund_figures, load_payments
from models.queries.reports import (
    Hire,
    Introduction,
    MarketCounts,
    Person,
    count_market,
    load_hires,
    load_introductions,
    load_people,
)
from models.queries.schooling import DropOut, drop_outs
from models.queries.service_promise import Promised, count_services
from models.queries.study_aid import TermAid, load_terms

CATEGORIES = (
    HardshipCategory.ORPHAN,
    HardshipCategory.UNSUPPORTED_CHILD,
    HardshipCategory.DESTITUTE,
    HardshipCategory.MINIMUM_LIVING,
    HardshipCategory.NEAR_MINIMUM,
    HardshipCategory.EXPENDITURE_POOR,
    HardshipCategory.RELAPSE_MONITORED,
    HardshipCategory.ZERO_EMPLOYMENT,
    HardshipCategory.DISABILITY,
    HardshipCategory.OTHER,
)
"""Who has several hardships is counted under the first of these, so that categories add up to persons."""


@dataclass(frozen=True)
class YearFacts:
    """What is known of one year up to a day; a past year up to its last."""

    year: int
    as_of: date
    people: Sequence[Person]
    hires: Sequence[Hire]
    introductions: Sequence[Introduction]
    services: Mapping[int, Mapping[Promised, int]]  # person → what was done in the year
    terms: Sequence[TermAid]
    left_school: Sequence[DropOut]
    relief: Sequence[Relief]
    fund: FundFigures
    market: MarketCounts

    @cached_property
    def streets(self) -> Mapping[int, str]:
        """The place of each person, at a level at which places can be compared."""
        places = compared_places([person.place for person in self.people])
        return {person.number: place or UNKNOWN for person, place in zip(self.people, places, strict=True)}

    @cached_property
    def categories(self) -> Mapping[int, str]:
        """The one category that each person is counted under."""
        return {
            person.number: next((each.value for each in CATEGORIES if each in person.hardships), UNKNOWN)
            for person in self.people
        }


def load_facts(session: Session, year: int, today: date) -> YearFacts:
    """Read what is known of a year on a day; of a year that is not over, up to that day.

    Raises VaultMissing, WrongKey or SealBroken.
    """
    first, as_of = date(year, 1, 1), min(today, date(year, 12, 31))
    since, _ = year_span(year)
    over = datetime.combine(as_of + timedelta(days=1), time(), CLOCK)
    return YearFacts(
        year=year,
        as_of=as_of,
        people=load_people(session, as_of),
        hires=[hire for hire in load_hires(session) if hire.started <= as_of],
        introductions=[each for each in load_introductions(session) if local_day(each.sent_at) <= as_of],
        services=count_services(session, (since, over)),
        terms=load_terms(session, terms_of_year(year)),
        left_school=drop_outs(session, first, as_of),
        relief=load_payments(session, first, as_of),
        fund=fund_figures(session, as_of),
        market=count_market(session, as_of),
    )


def terms_of_year(year: int) -> tuple[str, str]:
    """The terms of school that begin in a calendar year: its spring and its autumn."""
    return f"{year - 1}-{year}-2", f"{year}-{year + 1}-1"
