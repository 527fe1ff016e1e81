"""The page that tells officers how scores come about says what the policy does."""

import re
from pathlib import Path

from matcher.policy import STANDARD
from matcher.vocabulary import Refusal

PAGE = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text(encoding="utf-8")


def test_every_level_stands_on_the_page_with_its_points():
    rows = re.findall(r"^\| (\w+) \| ([A-Z_]+) \| ([\d.]+) \|", PAGE, flags=re.MULTILINE)
    told = {(criterion, level): round(100 * float(points)) for criterion, level, points in rows}
    true = {
        (name, level): points for name, levels in STANDARD.points.items() for level, points in levels.items()
    }
    assert told == true


def test_every_refusal_stands_on_the_page_in_the_order_of_the_rules():
    table = PAGE[: PAGE.index("## Then the criteria")]
    assert re.findall(r"\b[A-Z]{2,}_[A-Z0-9_]+\b|\bEXPERIENCE\b|\bCERTIFICATE\b", table) == [
        code.value for code in Refusal
    ]
