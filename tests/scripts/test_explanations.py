from io import StringIO

import pytest
from rich.console import Console

from api.i18n import speaking
from scripts.explanations import show_explanation

NOTES = {"note": "a note", "note_of_last": "another"}
BEHIND = {
    "student": {"ref": "s", "name": "赵小满"},
    "opening": {"ref": "o", "title": "会计"},
    "title": "会计",
    "rank": 34,
    "score": 76.5,
    "bars": [],
    "reasons": [],
    "missing": [],
    "advice": [],
    "behind": {
        "last": {"rank": 20, "score": 78.05, "ref": "p", "title": "出纳"},
        "bars": [
            {"criterion": "place", "difference": -3.57, **NOTES},
            {"criterion": "wage", "difference": 2.02, **NOTES},
            {"criterion": "study", "difference": 0, **NOTES},
        ],
        "text": "Rank 34, 1.6 points behind",
    },
}


def shown(document: dict[str, object], among: str) -> str:
    console = Console(file=StringIO(), width=140)
    with speaking("en"):
        show_explanation(console, document, among=among)  # type: ignore[arg-type]
    return console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("among", "own"), [("openings", "会计"), ("students", "赵小满")])
def test_both_columns_say_whose_they_are(among: str, own: str) -> None:
    text = shown(BEHIND, among)
    assert f"Rank 34: {own}" in text
    assert "Rank 20: 出纳" in text


def test_differences_have_the_sign_that_people_write_and_none_is_left_out_but_nought() -> None:
    text = shown(BEHIND, "openings")
    assert "−3.57" in text
    assert "+2.02" in text
    assert "Field of study" not in text


def test_that_nothing_would_help_stands_below_a_heading_of_its_own() -> None:
    lines = [line.rstrip() for line in shown(BEHIND, "openings").splitlines()]
    assert lines[lines.index("What would help") + 1].startswith("  Nothing that the student could change")
