"""An evaluation as charts: how even, how much for whom, how sure."""

from api.i18n import marked, say
from api.presenters.charts import Chart, Dot, Strip, bar_chart, curve_chart
from api.presenters.evaluation_tables import DIMENSIONS
from api.presenters.evaluations import Document
from api.presenters.words import short_place


def charts(document: Document) -> list[Chart]:
    """The charts of an evaluation; none where there is nothing to draw."""
    return {"registry": _registry, "outcomes": _outcomes, "titles": _titles}[document["kind"]](document)


def _registry(document: Document) -> list[Chart]:
    found = []
    if document["congestion"]["proposals"]:
        found.append(_lorenz(document["congestion"]))
    for groups in document["groups"]:
        if groups["items"]:
            found.append(_coverage(groups))
    return found


def _lorenz(figures: Document) -> Chart:
    return curve_chart(
        say(marked("How evenly openings are proposed")),
        [Dot(x, y) for x, y in figures["lorenz"]],
        x_label=say(marked("share of the openings, the least proposed first")),
        y_label=say(marked("share of all proposals")),
        note=say(marked("Gini %(gini)s"), gini=f"{figures['gini']:.3f}"),
    )


def _coverage(groups: Document) -> Chart:
    strips = [
        Strip(
            label=(short_place(item["key"]) if groups["dimension"] == "place" else None) or item["name"],
            shares=(item["enough"], item["some"] - item["enough"]),
            note=say(
                marked("%(share)s of %(students)s"),
                share=f"{item['enough']:.0%}",
                students=item["students"],
            ),
        )
        for item in groups["items"]
    ]
    legend = (
        say(marked("three or more possible openings")),
        say(marked("one or two")),
        say(marked("none")),
    )
    return bar_chart(say(DIMENSIONS[groups["dimension"]]), strips, legend)


def _outcomes(document: Document) -> list[Chart]:
    figures = (("nDCG", document["ndcg"]), (say(marked("Recall")), document["recall"]))
    strips = [
        Strip(say(marked("%(figure)s, first %(k)s"), figure=name, k=k), (value,), f"{value:.3f}")
        for name, values in figures
        for k, value in values.items()
        if value is not None
    ]
    return [bar_chart(say(marked("Among the first of the list")), strips)] if strips else []


def _titles(document: Document) -> list[Chart]:
    most = max(part["answers"] for part in document["reliability"])
    dots = [
        Dot(part["confidence"], part["right"], part["answers"] / most) for part in document["reliability"]
    ]
    chart = curve_chart(
        say(marked("What a confidence is worth")),
        dots,
        x_label=say(marked("how sure")),
        y_label=say(marked("how often the same code")),
        note=say(
            marked("Calibration error %(error)s; a dot grows with its titles"),
            error=f"{document['calibration_error']:.3f}",
        ),
    )
    return [chart]
