import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from api.i18n import speaking
from api.presenters.evaluation_files import FILE_TYPES, write_evaluation
from api.presenters.evaluations import Document, registry_document
from tests.api.presenters.evaluated import FACES, REGISTRY


class Page(HTMLParser):
    """The elements and the words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.references: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.references += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())


def written(folder: Path, kind: str, locale: str = "en") -> tuple[Path, Document]:
    path = folder / f"e{kind}"
    with speaking(locale):
        document = registry_document(REGISTRY, FACES)
        write_evaluation(path, document)
    return path, document


@pytest.mark.parametrize("kind", FILE_TYPES)
def test_a_file_of_every_kind_is_written_in_both_languages(language: str, kind: str, tmp_path: Path) -> None:
    path, _ = written(tmp_path, kind, language)
    assert path.stat().st_size > 500


def test_json_is_the_document(tmp_path: Path) -> None:
    path, document = written(tmp_path, ".json")
    assert json.loads(path.read_text("utf-8")) == document


def test_a_page_needs_nothing_else_prints_on_a4_and_holds_words_only_as_words(tmp_path: Path) -> None:
    path, _ = written(tmp_path, ".html")
    text = path.read_text("utf-8")
    page = Page(text)
    assert "暖心<b>&公司" in page.words
    assert not {"b", "script", "link", "img"} & set(page.tags)
    assert page.references == []
    assert page.tags.count("svg") == 4
    assert page.tags.count("table") == 7
    assert "size: A4" in text
    assert '<html lang="en">' in text


def test_a_drawing_stands_alone(tmp_path: Path) -> None:
    path, _ = written(tmp_path, ".svg")
    root = ElementTree.parse(path).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_a_workbook_has_a_figure_in_each_row_as_a_number(tmp_path: Path) -> None:
    path, _ = written(tmp_path, ".xlsx")
    rows = [
        tuple(cell or "" for cell in row) for row in load_workbook(path).active.iter_rows(values_only=True)
    ]
    assert rows[0] == ("部分 Part", "项目 Item", "指标 Figure", "数值 Value")
    assert ("By hardship", "orphan", "Three or more", 0.75) in rows
    assert ("The most crowded openings", "=会计 · 暖心<b>&公司", "On lists", 2) in rows
    assert ("How evenly openings are proposed", "", "Gini", 0.5) in rows
