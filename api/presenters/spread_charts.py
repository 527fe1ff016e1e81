"""What lists that spread cost and bring, as charts."""

from collections.abc import Mapping
from typing import Any

from api.i18n import marked, say
from api.presenters.charts import Chart, Column, Strip, bar_chart, column_chart

UNKNOWN = "—"

SHARES = {  # name, and how the figure is written
    "gini": (marked("Unevenness (Gini)"), ".3f"),
    "never_proposed": (marked("Openings never proposed"), ".1%"),
}

Document = Mapping[str, Any]


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
