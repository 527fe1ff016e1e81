"""A plan beside what is done without one: as a document, in words, and as charts."""

from collections.abc import Mapping
from typing import Any

from api.i18n import marked, say
from api.presenters.charts import Chart, Column, Strip, bar_chart, column_chart
from api.presenters.plans import congestion_document, outcome_document
from matcher.plan.comparison import Comparison, Method

UNKNOWN = "—"

METHODS = {
    Method.PLAN: marked("This plan"),
    Method.FIRST_COME: marked("First come, first served"),
    Method.EVERYBODYS_FIRST: marked("All apply for their first"),
}
FIGURES = {  # name, and how the figure is written
    "placed": (marked("Placed"), ","),
    "priority": (marked("Priority"), ","),
    "score": (marked("Sum of scores"), ",.2f"),
    "mean_rank": (marked("Own rank"), ".2f"),
    "mean_regret": (marked("Points below the own first"), ".2f"),
    "gini": (marked("Unevenness (Gini)"), ".3f"),
    "never_proposed": (marked("Openings never proposed"), ".1%"),
    "highest_load": (marked("Students on the most crowded place"), ",g"),
}

Document = dict[str, Any]


def comparison_document(comparison: Comparison) -> Document:
    """Who and what there is, and the figures of each method by its name."""
    return {
        "students": comparison.students,
        "openings": comparison.openings,
        "headcount": comparison.places,
        "compared": {
            method.value: {**outcome_document(each.outcome), **congestion_document(each.congestion)}
            for method, each in comparison.methods.items()
        },
    }


def comparison_sentence(document: Document) -> str:
    """Who and what there is."""
    told = marked("%(students)s students, %(openings)s openings with %(headcount)s places")
    return say(told, **{name: f"{document[name]:,}" for name in ("students", "openings", "headcount")})


def comparison_headers() -> list[str]:
    """Of the table: a column for each method."""
    return ["", *(say(name) for name in METHODS.values())]


def comparison_rows(document: Document) -> list[list[str]]:
    """A row for each figure."""
    methods = [document["compared"][method] for method in METHODS]
    return [
        [say(name), *(_told(figures[figure], form) for figures in methods)]
        for figure, (name, form) in FIGURES.items()
    ]


def comparison_charts(document: Document) -> list[Chart]:
    """Who is placed, how far below the own first, and how crowded the openings are."""
    compared: Mapping[str, Document] = document["compared"]
    students = document["students"]
    most = max((figures["mean_regret"] or 0 for figures in compared.values()), default=0)
    placed = say(marked("Placed, of %(students)s students"), students=f"{students:,}")
    return [
        bar_chart(placed, _strips(compared, "placed", students)),
        bar_chart(
            say(marked("Points below the own first, on the average of those placed")),
            _strips(compared, "mean_regret", most),
        ),
        bar_chart(
            say(marked("Openings that are proposed to nobody")), _strips(compared, "never_proposed", 1)
        ),
        column_chart(
            say(marked("Students on the most crowded place")),
            [
                Column(
                    say(METHODS[Method(method)]), figures["highest_load"], _figure(figures, "highest_load")
                )
                for method, figures in compared.items()
            ],
        ),
    ]


def _strips(compared: Mapping[str, Document], figure: str, most: float) -> list[Strip]:
    return [
        Strip(
            say(METHODS[Method(method)]),
            ((figures[figure] or 0) / most if most else 0.0,),
            _figure(figures, figure),
        )
        for method, figures in compared.items()
    ]


def _figure(figures: Document, figure: str) -> str:
    return _told(figures[figure], FIGURES[figure][1])


def _told(value: float | None, form: str) -> str:
    return UNKNOWN if value is None else format(value, form)
