"""What a page says stands in the catalogue of translations: no template says anything by itself."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment

from scripts.messages import load

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


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_a_colon_is_written_as_the_reader_writes_it(file: Path) -> None:
    assert narrow_colons(file.read_text("utf-8")) == []


def narrow_colons(source: str) -> list[int]:
    """The lines with a colon after something that is told, which is no sentence of the catalogue."""
    found, before = [], ""
    for line, token, value in Environment().lex(source):
        said = token == "data" and before in ("variable_end", "block_end") and value.lstrip().startswith(":")
        joins = token == "string" and value.strip("'\"") == ": " and before != "_("
        if said or joins:
            found.append(line)
        if token != "whitespace":
            before = "_(" if (before, value) == ("_", "(") else value if value == "_" else token
    return found


def test_a_colon_that_is_left_is_found() -> None:
    assert narrow_colons('{{ name }}: {{ words }}\n{{ [name, words] | join(": ") }}') == [1, 2]
    assert narrow_colons('{{ name }}{{ _(": ") }}{{ words }} {{ {"a": 1} }} <a href="x:{{ name }}">') == []


def test_no_chinese_word_has_a_narrow_colon_behind_it() -> None:
    catalogue = load()
    words = [each.string for each in catalogue if isinstance(each.string, str)]
    assert [text for text in words if re.search(r"[\u4e00-\u9fff）」』》]:", text)] == []


def test_a_sentence_that_is_left_is_found() -> None:
    assert "Hello" in told('<p>{{ _("To the content") }} Hello</p>')[0]
    assert told('<img alt="a heart">')[1:] == ["a heart"]
