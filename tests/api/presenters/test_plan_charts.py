"""The drawings of plans show the figures that the documents tell."""

from xml.etree import ElementTree

import pytest

from api.presenters.charts import Chart, drawing
from api.presenters.plan_charts import compared_charts, spread_charts

SVG = "{http://www.w3.org/2000/svg}"


def words(charts: list[Chart]) -> list[str | None]:
    return [text.text for text in ElementTree.fromstring(drawing(charts)).iter(f"{SVG}text")]


def bars(charts: list[Chart]) -> list[float]:
    """How long the bars are, as shares of the rooms behind them."""
    boxes = [float(box.get("width", 0)) for box in ElementTree.fromstring(drawing(charts)).iter(f"{SVG}rect")]
    room = max(boxes)
    return [round(each / room, 2) for each in boxes if each != room]


def test_ways_are_held_against_each_other(language: str) -> None:
    compared = {
        "plan": {"placed": 8, "mean_regret": 2.0},
        "first_come": {"placed": 4, "mean_regret": 4.0},
        "everybodys_first": {"placed": 0, "mean_regret": None},
    }
    charts = compared_charts(compared, students=16)
    assert {"8", "4", "0", "2.00", "4.00", "—"} <= set(words(charts))
    assert bars(charts) == [0.5, 0.25, 0.0, 0.5, 0.0]  # the longest regret fills its room
    assert compared_charts({"plan": {"placed": 0, "mean_regret": None}}, students=0)


def test_lists_that_spread_show_what_it_costs_and_brings(language: str) -> None:
    sides = {"mean_score": 73.56, "gini": 0.75, "never_proposed": 0.458, "highest_load": 39.0}
    after = {"mean_score": 72.98, "gini": 0.5, "never_proposed": None, "highest_load": 3.0}
    told = words(spread_charts({"before": sides, "after": after}))
    assert {"73.56", "72.98", "0.750", "0.500", "45.8%", "—", "39", "3"} <= set(told)
    nothing = dict.fromkeys(sides)
    assert spread_charts({"before": nothing, "after": nothing})


@pytest.mark.parametrize("side", ["before", "after"])
def test_every_bar_says_which_side_it_is_of(language: str, side: str) -> None:
    figures = {"mean_score": 1.0, "gini": 0.1, "never_proposed": 0.1, "highest_load": 1.0}
    told = words(spread_charts({"before": figures, "after": figures}))
    word = {"before": "之前", "after": "之后"}[side] if language == "zh_CN" else side
    assert sum(word in (each or "") for each in told) == len(figures)
