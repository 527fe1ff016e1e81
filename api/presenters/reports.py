"""A yearly report as a document: every number with its name and what it counts."""

from collections.abc import Mapping
from typing import Any

from api.i18n import marked, say
from api.presenters.report_words import (
    DEFINITIONS,
    DIMENSIONS,
    MONEY,
    RATES,
    STEPS,
    code_name,
    figure_name,
)
from api.services.reports.report import Report
from api.services.reports.report_figures import Breakdown, Told
from api.services.reports.report_words import By, Figure, Step

Document = dict[str, Any]

FEN = 100  # in a yuan

AS_FIGURES: Mapping[Figure, tuple[Figure, By]] = {
    Figure.STUDENTS_BY_CATEGORY: (Figure.STUDENTS, By.CATEGORY),
    Figure.STUDENTS_BY_STAGE: (Figure.STUDENTS, By.STAGE),
    Figure.PLACED_BY_EVIDENCE: (Figure.PLACED, By.EVIDENCE),
    Figure.AID_PAID_BY_SOURCE: (Figure.AID_PAID, By.SOURCE),
    Figure.RELIEF_BY_PURPOSE: (Figure.RELIEF_TOTAL, By.PURPOSE),
}
"""Figures that are told part by part."""


def report_document(report: Report) -> Document:
    """The report for machines and readers: money in yuan, rates from 0 to 1."""
    breakdowns = {(each.figure, each.by): each for each in report.breakdowns}
    return {
        "year": report.year,
        "as_of": report.as_of.isoformat(),
        "audience": report.audience.value,
        "fewest": report.audience.fewest,
        "note": _note(report),
        "figures": [
            _parted(figure, report.figures[AS_FIGURES[figure][0]], breakdowns[AS_FIGURES[figure]])
            if figure in AS_FIGURES
            else _figure(figure, report.figures[figure])
            for figure in Figure
        ],
        "tables": [_table(each) for each in report.breakdowns],
        "funnel": [
            {"step": step.value, "name": say(STEPS[step]), **_told(report.funnel[step])} for step in Step
        ],
        "retention": [
            {
                "months": each.months,
                "due": _told(each.due),
                "held": _told(each.held),
                "left": _told(each.left),
                "not_known": _told(each.unknown),
            }
            for each in report.retention
        ],
        "placed_by_year": [{"year": year, **_told(told)} for year, told in report.placed_by_year.items()],
    }


def unit_of(figure: Figure) -> str:
    """What a figure is counted in: a count, yuan, or a rate from 0 to 1."""
    return "yuan" if figure in MONEY else "rate" if figure in RATES else "count"


def _figure(figure: Figure, told: Told) -> Document:
    return {**_named(figure), **_told(told, figure), "parts": []}


def _parted(figure: Figure, whole: Told, parts: Breakdown) -> Document:
    named = {**_named(figure), "unit": unit_of(parts.figure)}
    return {**named, **_told(whole, parts.figure), "parts": _items(parts)}


def _named(figure: Figure) -> Document:
    return {
        "id": figure.value,
        "name": figure_name(figure),
        "definition": say(DEFINITIONS[figure]),
        "unit": unit_of(figure),
    }


def _table(parts: Breakdown) -> Document:
    return {
        "figure": parts.figure.value,
        "by": parts.by.value,
        "name": f"{figure_name(parts.figure)} · {say(DIMENSIONS[parts.by])}",
        "unit": unit_of(parts.figure),
        "items": _items(parts),
    }


def _items(parts: Breakdown) -> list[Document]:
    return [
        {"code": code, "name": code_name(parts.by, code), **_told(told, parts.figure)}
        for code, told in parts.items.items()
    ]


def _told(told: Told, figure: Figure | None = None) -> Document:
    value = told.value
    if value is not None and figure in MONEY:
        value = value / FEN
    elif value is not None and figure in RATES:
        value = round(value, 4)
    return {"value": value, "withheld": told.withheld}


def _note(report: Report) -> str:
    return say(
        marked(
            "Withheld is every number that tells of fewer than %(fewest)s persons, and what such a number "
            "could be worked out from."
        ),
        fewest=report.audience.fewest,
    )
