"""The charts of a yearly report; what is withheld is not drawn."""

from api.i18n import marked, say
from api.presenters.charts import Chart, Column, Strip, bar_chart, column_chart
from api.presenters.report_tables import NOTHING, WITHHELD, table_of
from api.presenters.reports import Document
from api.services.reports.report_words import By, Figure


def report_charts(document: Document) -> list[Chart]:
    """The way to work, months, years, streets, evidence and retention."""
    return [
        _funnel(document),
        column_chart(
            say(marked("Placed, month by month")),
            [
                Column(item["code"], item["value"], _note(item))
                for item in table_of(document, Figure.PLACED, By.MONTH)["items"]
            ],
        ),
        column_chart(
            say(marked("Placed, year by year")),
            [Column(str(each["year"]), each["value"], _note(each)) for each in document["placed_by_year"]],
        ),
        _bars(table_of(document, Figure.PLACED, By.STREET)),
        _bars(table_of(document, Figure.PLACED, By.CATEGORY)),
        _bars(table_of(document, Figure.PLACED, By.EVIDENCE)),
        _retention(document),
        _aid(document),
    ]


def _funnel(document: Document) -> Chart:
    steps = document["funnel"]
    graduates = steps[0]["value"] or 0
    strips = []
    for step in steps:
        share = step["value"] / graduates if step["value"] and graduates else 0.0
        enough = share and graduates >= document["fewest"]
        note = f"{_note(step)} · {share:.0%}" if enough else _note(step)
        strips.append(Strip(step["name"], (share,), note))
    return bar_chart(say(marked("From graduation to work")), strips)


def _bars(parts: Document) -> Chart:
    most = max((item["value"] or 0 for item in parts["items"]), default=0)
    strips = [
        Strip(item["name"], ((item["value"] or 0) / most if most else 0.0,), _note(item))
        for item in parts["items"]
    ]
    return bar_chart(parts["name"], strips)


def _retention(document: Document) -> Chart:
    strips = []
    for each in document["retention"]:
        held, due = each["held"]["value"], each["due"]["value"]
        shown = held is not None and due is not None and due >= document["fewest"]
        share = held / due if shown else 0.0
        note = f"{held} / {due} · {share:.0%}" if shown else _note(each["held"])
        strips.append(Strip(say(marked("%(months)s months"), months=each["months"]), (share,), note))
    return bar_chart(say(marked("Still employed, of all whose employment reached")), strips)


def _aid(document: Document) -> Chart:
    """What school costs, what aid came, and what is open: each as a share of what is due."""
    figures = {figure["id"]: figure for figure in document["figures"]}
    due = figures[Figure.AID_DUE]["value"]
    strips = []
    for figure in (Figure.AID_DUE, Figure.AID_PAID, Figure.AID_GAP):
        told = figures[figure]
        share = min(told["value"] / due, 1.0) if due and told["value"] else 0.0
        note = _note(told) if told["value"] is None else f"¥{told['value']:,.0f}"
        strips.append(Strip(told["name"], (share,), note))
    return bar_chart(say(marked("Study aid of the year's terms")), strips)


def _note(told: Document) -> str:
    if told["value"] is None:
        return WITHHELD if told["withheld"] else NOTHING
    return f"{told['value']:,}"
