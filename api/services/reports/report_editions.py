"""Reports that are kept: each audience reads one edition of a year until the next is due."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services.reports.report import Asked, Report
from api.services.reports.report_figures import Breakdown, Told
from api.services.reports.report_words import By, Figure, Step
from matcher.disclosure.publish import Audience
from models.report_edition import YEAR_OVER, ReportEdition

Number = list[Any]  # the value, and whether it is withheld


def period_of(year: int, day: date) -> int:
    """The quarter of the year in which a day is; YEAR_OVER once the year is over."""
    return YEAR_OVER if day.year > year else (day.month + 2) // 3


def editions_of(session: Session, year: int, audience: Audience) -> Sequence[ReportEdition]:
    """What an audience was told of a year, the oldest first."""
    query = select(ReportEdition).where(ReportEdition.year == year, ReportEdition.audience == audience)
    return session.scalars(query.order_by(ReportEdition.period)).all()


def written(report: Report) -> dict[str, Any]:
    """A report as it is kept."""
    return {
        "figures": {figure.value: _number(told) for figure, told in report.figures.items()},
        "breakdowns": [
            [each.figure.value, each.by.value, _numbers(each.items)] for each in report.breakdowns
        ],
        "funnel": _numbers(report.funnel),
        "retention": [
            [each.months, *map(_number, (each.due, each.held, each.left, each.unknown))]
            for each in report.retention
        ],
        "placed_by_year": _numbers({str(year): told for year, told in report.placed_by_year.items()}),
    }


def read(kept: ReportEdition) -> Report:
    """The report that is kept."""
    told = kept.told
    return Report(
        year=kept.year,
        as_of=kept.as_of,
        audience=kept.audience,
        figures={Figure(name): Told(*number) for name, number in told["figures"].items()},
        breakdowns=tuple(
            Breakdown(Figure(figure), By(by), {code: Told(*number) for code, number in items.items()})
            for figure, by, items in told["breakdowns"]
        ),
        funnel={Step(name): Told(*number) for name, number in told["funnel"].items()},
        retention=tuple(
            Asked(months, *(Told(*number) for number in numbers)) for months, *numbers in told["retention"]
        ),
        placed_by_year={int(year): Told(*number) for year, number in told["placed_by_year"].items()},
    )


def _number(told: Told) -> Number:
    return [told.value, told.withheld]


def _numbers(told: Mapping[Any, Told]) -> dict[str, Number]:
    return {str(name): _number(each) for name, each in told.items()}
