"""A comparison's table and drawing show the figures that its document tells."""

from typing import Any
from xml.etree import ElementTree

import pytest

from api.presenters.charts import Chart, drawing
from api.presenters.plan_comparisons import (
    comparison_charts,
    comparison_document,
    comparison_headers,
    comparison_rows,
    comparison_sentence,
)
from matcher.plan.comparison import Comparison, compare_methods
from matcher.plan.orders import Participant, Vacancy

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def told() -> dict[str, Any]:
    """Two students who both like the first of two openings best."""
    students = [Participant("s0", "0"), Participant("s1", "1", priority=2)]
    openings = [Vacancy("o0", "0", 1), Vacancy("o1", "1", 1)]
    lists = [[("o0", 9_000), ("o1", 8_000)], [("o0", 9_500)]]
    found = compare_methods(
        students, openings, lambda refs, k: iter([lists[int(ref[1])][:k] for ref in refs])
    )
    return comparison_document(found)


def words(charts: list[Chart]) -> list[str | None]:
    return [text.text for text in ElementTree.fromstring(drawing(charts)).iter(f"{SVG}text")]


def test_the_document_has_the_figures_of_each_method(told: dict[str, Any]) -> None:
    assert {name: told[name] for name in ("students", "openings", "headcount")} == {
        "students": 2,
        "openings": 2,
        "headcount": 2,
    }
    assert told["compared"]["plan"] == {
        "placed": 2,
        "priority": 2,
        "score": 175.0,
        "mean_rank": 1.5,
        "mean_regret": 5.0,
        "gini": 0.0,
        "never_proposed": 0.0,
        "highest_load": 1,
    }
    assert told["compared"]["everybodys_first"]["highest_load"] == 2


def test_the_table_has_a_column_for_each_and_a_row_for_each_figure(
    told: dict[str, Any], language: str
) -> None:
    assert "2" in comparison_sentence(told)
    headers, rows = comparison_headers(), comparison_rows(told)
    assert {len(headers)} == {len(row) for row in rows} == {4}
    assert [row[1:] for row in rows] == [
        ["2", "1", "1"],
        ["2", "0", "0"],
        ["175.00", "90.00", "90.00"],
        ["1.50", "1.00", "1.00"],
        ["5.00", "0.00", "0.00"],
        ["0.000", "0.500", "0.500"],
        ["0.0%", "50.0%", "50.0%"],
        ["1", "1", "2"],
    ]


def test_the_drawing_shows_the_same(told: dict[str, Any], language: str) -> None:
    assert {"2", "1", "5.00", "50.0%"} <= set(words(comparison_charts(told)))


def test_where_there_is_nobody_nothing_is_made_up(language: str) -> None:
    told = comparison_document(compare_methods([], [], lambda refs, k: iter(())))
    assert "—" in comparison_rows(told)[-1]
    assert "—" in words(comparison_charts(told))
    assert comparison_document(Comparison(0, 0, 0, {}))["compared"] == {}
