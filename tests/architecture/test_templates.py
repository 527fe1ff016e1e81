"""What a page says stands in the catalogue of translations: no template says anything by itself."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment

TEMPLATES = Path(__file__).parents[2] / "api" / "web" / "templates"
FILES = sorted(TEMPLATES.rglob("*.html"))
MARKUP = re.compile(r"<!--.*?-->|<style>.*?</style>|<[^>]*>|[#/]\w+", re.S)  # and addresses
READ_ALOUD = re.compile(r'\b(?:alt|title|placeholder|aria-label)="([^"]*)"')
IN_BOTH_LANGUAGES = {"中文", "English", "Aixin", "API"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_no_sentence_is_left_untranslated(file: Path) -> None:
    words = {each for text in told(file.read_text("utf-8")) for each in re.findall(r"[^\W\d_]{2,}", text)}
    assert words - IN_BOTH_LANGUAGES == set()


def told(source: str) -> list[str]:
    """What a template says outside of its expressions: text, and attributes that are read."""
    page = "".join(
        value if token == "data" else "\N{NO-BREAK SPACE}" if token == "variable_begin" else ""
        for _, token, value in Environment().lex(source)
        if token in ("data", "variable_begin")
    )
    return [MARKUP.sub(" ", page), *READ_ALOUD.findall(page)]


def test_a_sentence_that_is_left_is_found() -> None:
    assert "Hello" in told('<p>{{ _("To the content") }} Hello</p>')[0]
    assert told('<img alt="a heart">')[1:] == ["a heart"]
