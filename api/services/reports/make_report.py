"""The yearly report: every number in it has gone through `publish_next`, and stays as it was told."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from sqlalchemy.orm import Session

from api.clock import local_day
from api.services.reports.report import Asked, Report
from api.services.reports.report_cohorts import cohorts
from api.services.reports.report_editions import editions_of, period_of, read, written
from api.services.reports.report_facts import YearFacts, load_facts
from api.services.reports.report_figures import (
    Teller,
    Told,
    market_figures,
    money_breakdowns,
    money_figures,
    person_figures,
)
from api.services.reports.report_tables import HELD, LEFT, count_tables, key_of, retention_key, step_key
from api.services.reports.report_words import UNKNOWN, By, Figure, Step
from matcher.disclosure.editions import Edition, publish_next
from matcher.disclosure.publish import Audience
from matcher.disclosure.tables import CannotProtect, Key
from matcher.lifecycle import RETENTION
from models.audit import Act
from models.queries.service_promise import ServicePromise
from models.report_edition import ReportEdition
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


def make_report(
    session: Session, year: int, audience: Audience, *, now: datetime, promise: ServicePromise
) -> Report:
    """The report of a year that has begun, of the whole district, whoever asks.

    It is the edition that is kept; where one is due it is made and kept, for every audience at once. An
    edition that would with the earlier ones give somebody away is not made, and the one before stands.
    Raises VaultMissing, WrongKey or SealBroken.
    """
    with whole_registry(session):  # nothing but what `publish_next` lets through leaves this function
        return read(_edition(session, year, audience, now, promise))


def find_report(session: Session, year: int, audience: Audience, *, now: datetime) -> Report | None:
    """The report of a year as it is kept; None where an edition is due."""
    with whole_registry(session):
        return None if _is_due(session, year, now) else read(editions_of(session, year, audience)[-1])


def report_act(report: Report) -> Act:
    """What the trail keeps of a report: hardships were read for it, and counted."""
    details = {"year": report.year, "audience": report.audience.value, "as_of": report.as_of.isoformat()}
    return Act("report.made", fields=("hardship",), details=details)


def _edition(
    session: Session, year: int, audience: Audience, now: datetime, promise: ServicePromise
) -> ReportEdition:
    if _is_due(session, year, now):
        with suppress(CannotProtect):
            _make_editions(session, year, now, promise)
    return editions_of(session, year, audience)[-1]


def _is_due(session: Session, year: int, now: datetime) -> bool:
    kept = editions_of(session, year, Audience.INTERNAL)
    return not kept or kept[-1].period < period_of(year, local_day(now))


def _make_editions(session: Session, year: int, now: datetime, promise: ServicePromise) -> None:
    """Those of all audiences, of one state of the data; the public sees nothing that those inside do not."""
    facts = load_facts(session, year, local_day(now))
    tables = count_tables(facts, cohorts(facts, promise))
    before = {reader: _placed_before(session, facts, reader, now, promise) for reader in Audience}
    withheld: frozenset[Key] = frozenset()
    for reader in Audience:
        kept = editions_of(session, year, reader)
        seen = publish_next(tables, reader, [each.edition for each in kept], withheld=withheld)
        report = _told(facts, Teller(tables, seen, year), reader, before[reader])
        withheld = seen.withheld
        session.add(
            ReportEdition(
                year=year,
                audience=reader,
                period=period_of(year, local_day(now)),
                as_of=facts.as_of,
                made_at=now,
                told=written(report),
                edition=Edition(tables, withheld),
            )
        )
        session.flush()


def _told(facts: YearFacts, tell: Teller, audience: Audience, before: Mapping[int, Told]) -> Report:
    year = facts.year
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
        placed_by_year={**before, year: tell.cell(key_of(Figure.PLACED, year))},
    )


def _placed_before(
    session: Session, facts: YearFacts, audience: Audience, now: datetime, promise: ServicePromise
) -> dict[int, Told]:
    """How many were placed in earlier years, each number shown or withheld as in its own year's report."""
    began = min((hire.started.year for hire in facts.hires), default=facts.year)
    years = range(max(began, facts.year - YEARS_SHOWN + 1), facts.year)
    return {
        year: read(_edition(session, year, audience, now, promise)).placed_by_year[year] for year in years
    }
