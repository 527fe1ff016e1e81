"""`aixin season`: it plays, tells shares of hindsight, and names nobody."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.scripts.commands.conftest import Instance, Run, document

DAY = ("--as-of", "2026-11-01")
SHORT = ("--seasons", 2, "--weeks", 3)


def test_seasons_are_played_in_every_way(run: Run, instance: Instance) -> None:
    found = document(run("season", *DAY, *SHORT, "--seed", 5, "--json"))
    assert [item["seed"] for item in found["items"]] == [5, 6]
    ways = ["greedy", "weekly", "forecast", "priced", "hindsight"]
    assert [way["way"] for way in found["ways"]] == ways
    assert all(list(item["ways"]) == ways for item in found["items"])
    assert (found["weeks"], found["absent"], found["places_per_arrival"]) == (3, 0, None)


def test_the_same_seed_tells_the_same_and_the_terms_are_as_told(run: Run, instance: Instance) -> None:
    arguments = ("season", *DAY, *SHORT, "--places", 0.5, "--absent", 0.25, "--json")
    found = document(run(*arguments))
    assert found == document(run(*arguments))
    assert (found["absent"], found["places_per_arrival"]) == (0.25, 0.5)


@pytest.mark.parametrize(("locale", "words"), [("en", "2 seasons of 3 weeks"), ("zh_CN", "2 个周期")])
def test_it_is_told_in_words_and_drawn_and_nobody_is_named(
    run: Run, instance: Instance, tmp_path: Path, locale: str, words: str
) -> None:
    plot = tmp_path / "season.svg"
    output = run("season", *DAY, *SHORT, "--plot", plot, "--locale", locale).stdout
    assert words in output
    assert "赵小满" not in output + plot.read_text("utf-8")
    assert ElementTree.parse(plot).getroot().tag.endswith("svg")
    assert document(run("season", "--plot", tmp_path / "a.png", "--json"))["error"]["code"] == "PLOT_TYPE"
