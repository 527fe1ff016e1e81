"""The drawings of lists that spread show the figures that the documents tell."""

from xml.etree import ElementTree

import pytest

from api.presenters.charts import Chart, drawing
from api.presenters.spread_charts import spread_charts

SVG = "{http://www.w3.org/2000/svg}"


def words(charts: list[Chart]) -> list[str | None]:
    return [text.text for text in ElementTree.fromstring(drawing(charts)).iter(f"{SVG}text")]


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
