"""What a plan is worth beside other ways, and what lists that spread cost and bring, as charts."""

from collections.abc import Mapping
from typing import Any

from api.i18n import marked, say
from api.presenters.charts import Chart, Column, Strip, bar_chart, column_chart

UNKNOWN = "—"

WAYS = {  # in few words, to stand beside a bar
    "plan": marked("This plan"),
    "first_come": marked("First come, first served"),
    "everybodys_first": marked("All apply for their first"),
}
SHARES = {  # name, and how the figure is written
    "gini": (marked("Unevenness (Gini)"), ".3f"),
    "never_proposed": (marked("Openings never proposed"), ".1%"),
}

Document = Mapping[str, Any]


def compared_charts(compared: Document, students: int) -> list[Chart]:
    """Who is placed by which way, and how far below the own first; `compared` is figures by way."""
    placed = [
        Strip(say(WAYS[way]), (figures["placed"] / max(students, 1),), f"{figures['placed']:,}")
        for way, figures in compared.items()
    ]
    most = max((figures["mean_regret"] or 0 for figures in compared.values()), default=0)
    below = [
        Strip(say(WAYS[way]), (_of(figures["mean_regret"], most),), _told(figures["mean_regret"]))
        for way, figures in compared.items()
    ]
    return [
        bar_chart(say(marked("Placed, of %(students)s students"), students=f"{students:,}"), placed),
        bar_chart(say(marked("Points below the own first, on the average of those placed")), below),
    ]


def spread_charts(document: Document) -> list[Chart]:
    """Quality and congestion before and after; `document` is what `spread_document` tells."""
    sides = {
        say(marked("before")): document["before"],
        say(marked("after")): document["after"],
    }
    score = [
        Strip(side, (_of(told["mean_score"], 100),), _told(told["mean_score"]))
        for side, told in sides.items()
    ]
    crowded = [
        Strip(f"{say(name)}, {side}", (told[key] or 0,), _told(told[key], form))
        for key, (name, form) in SHARES.items()
        for side, told in sides.items()
    ]
    loads = [
        Column(side, told["highest_load"], _told(told["highest_load"], "g")) for side, told in sides.items()
    ]
    return [
        bar_chart(say(marked("Mean score of the proposals, of 100")), score),
        bar_chart(say(marked("How the proposals fall on openings")), crowded),
        column_chart(say(marked("Students on the most crowded place")), loads),
    ]


def _of(value: float | None, most: float) -> float:
    return (value or 0) / most if most else 0.0


def _told(value: float | None, form: str = ",.2f") -> str:
    return UNKNOWN if value is None else format(value, form)
