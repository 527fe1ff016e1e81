"""The yearly report: every number in it has gone through `publish`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from api.services.report_cohorts import cohorts
from api.services.report_facts import YearFacts, load_facts
from api.services.report_figures import (
    Breakdown,
    Teller,
    Told,
    market_figures,
    money_breakdowns,
    money_figures,
    person_figures,
)
from api.services.report_tables import HELD, LEFT, count_tables, key_of, retention_key, step_key
from api.services.report_words import UNKNOWN, By, Figure, Step
from matcher.disclosure.publish import Audience, publish
from matcher.lifecycle import RETENTION
from models.audit import Act
from models.queries.service_promise import ServicePromise
from models.scope import whole_registry

FIRST_YEAR = 2000  # before, there was no such programme
YEARS_SHOWN = 5  # of the figures over the years, this year included

SHOWN_BY: tuple[tuple[Figure, By], ...] = (
    (Figure.STUDENTS, By.CATEGORY),
    (Figure.STUDENTS, By.STAGE),
    (Figure.STUDENTS, By.STREET),
    (Figure.GRADUATES, By.CATEGORY),
    (Figure.GRADUATES, By.STREET),
    (Figure.SEEKING, By.CATEGORY),
    (Figure.SEEKING, By.STREET),
    (Figure.EMPLOYED, By.CATEGORY),
    (Figure.EMPLOYED, By.STREET),
    (Figure.SETTLED, By.CATEGORY),
    (Figure.SETTLED, By.STREET),
    (Figure.REFERRED, By.CATEGORY),
    (Figure.REFERRED, By.STREET),
    (Figure.PLACED, By.CATEGORY),
    (Figure.PLACED, By.STREET),
    (Figure.PLACED, By.MONTH),
    (Figure.PLACED, By.EVIDENCE),
)


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


def make_report(
    session: Session, year: int, audience: Audience, *, today: date, promise: ServicePromise
) -> Report:
    """The report of a year as it stands on a day; of the whole district, whoever asks.

    Raises VaultMissing, WrongKey or SealBroken.
    """
    with whole_registry(session):  # nothing but what `publish` lets through leaves this function
        return _make_report(session, year, audience, today, promise)


def report_act(report: Report) -> Act:
    """What the trail keeps of a report: hardships were read for it, and counted."""
    details = {"year": report.year, "audience": report.audience.value, "as_of": report.as_of.isoformat()}
    return Act("report.made", fields=("hardship",), details=details)


def _make_report(
    session: Session, year: int, audience: Audience, today: date, promise: ServicePromise
) -> Report:
    facts = load_facts(session, year, today)
    tell = _published(facts, audience, promise)
    return Report(
        year=year,
        as_of=facts.as_of,
        audience=audience,
        figures={**market_figures(facts.market), **person_figures(tell), **money_figures(tell, facts)},
        breakdowns=(*(tell.by(figure, by) for figure, by in SHOWN_BY), *money_breakdowns(tell, facts)),
        funnel={step: tell.cell(step_key(step, year)) for step in Step},
        retention=tuple(
            Asked(
                months,
                tell.cell(retention_key(months, year)),
                *(tell.cell(retention_key(months, year, found)) for found in (HELD, LEFT, UNKNOWN)),
            )
            for months in RETENTION
        ),
        placed_by_year={
            **_placed_before(session, facts, audience, promise),
            year: tell.cell(key_of(Figure.PLACED, year)),
        },
    )


def _published(facts: YearFacts, audience: Audience, promise: ServicePromise) -> Teller:
    tables = count_tables(facts, cohorts(facts, promise))
    return Teller(tables, publish(tables, audience), facts.year)


def _placed_before(
    session: Session, facts: YearFacts, audience: Audience, promise: ServicePromise
) -> dict[int, Told]:
    """How many were placed in earlier years, each number shown or withheld as in its own year's report."""
    began = {hire.started.year for hire in facts.hires}
    told = {}
    for year in range(facts.year - YEARS_SHOWN + 1, facts.year):
        if year >= min(began, default=facts.year):
            before = _published(load_facts(session, year, date(year, 12, 31)), audience, promise)
            told[year] = before.cell(key_of(Figure.PLACED, year))
    return told
