import pytest

from scripts.bench.results import Bar, Result, machine


def test_a_faster_bar_divides_the_peer_by_ours() -> None:
    document = Result("P1", "what", "ms", [1.0, 2.0, 4.0], [6.0, 6.0, 6.0], Bar("faster", 2.5)).document()
    assert (document["ours"], document["peer"]) == (2.0, 6.0)
    assert document["ratio"] == 3.0
    assert document["spread"] == [1.5, 6.0]
    assert document["bar"] == "≥ 2.5"
    assert document["met"] is True


def test_a_bar_on_costs_divides_ours_by_the_peer() -> None:
    document = Result("P2", "what", "ms", [5.0], [2.0], Bar("costs", 2)).document()
    assert (document["ratio"], document["met"], document["bar"]) == (2.5, False, "≤ 2")


@pytest.mark.parametrize(("figure", "met"), [(0.9, True), (1.1, True), (1.2, False)])
def test_a_bar_alone_needs_no_peer(figure: float, met: bool) -> None:
    document = Result("P5", "what", "", [figure], bar=Bar("alone", 1.1)).document()
    assert (document["peer"], document["ratio"], document["met"]) == (None, figure, met)


def test_a_missing_peer_is_named_and_nothing_is_claimed() -> None:
    document = Result("P1", "what", "ms", bar=Bar("faster", 2.5), missing="tantivy").document()
    assert document["missing"] == "tantivy"
    assert (document["ours"], document["ratio"], document["met"], document["runs"]) == (None, None, None, 0)


def test_figures_without_a_bar_are_neither_good_nor_bad() -> None:
    document = Result("P5", "%(openings)s", "ms", [1.23456], params={"openings": 7}).document()
    assert (document["what"], document["ours"], document["met"]) == ("7", 1.235, None)


def test_where_nothing_is_judged_no_bar_is_shown() -> None:
    document = Result("P5", "what", "", [2.0], bar=Bar("alone", 1.1)).document(judged=False)
    assert (document["ratio"], document["bar"], document["met"]) == (2.0, None, None)


def test_the_machine_is_told_in_one_line() -> None:
    assert "Python 3" in machine()
    assert "\n" not in machine()
