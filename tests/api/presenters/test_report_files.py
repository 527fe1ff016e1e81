import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from api.i18n import speaking
from api.presenters.report_files import FILE_TYPES, write_report
from api.presenters.reports import Document, report_document
from api.services.reports.report_words import Figure
from matcher.disclosure.publish import Audience
from tests.api.presenters.reported import a_report

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """The elements and words of a page; every element that is opened must be closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.references: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.references += [value or "" for name, value in attrs if name in ("src", "href", "srcset")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())


def written(folder: Path, kind: str, locale: str = "en") -> tuple[Path, Document]:
    path = folder / f"report{kind}"
    with speaking(locale):
        document = report_document(a_report())
        write_report(path, document)
    return path, document


@pytest.mark.parametrize("kind", FILE_TYPES)
def test_a_file_of_every_kind_is_written_in_both_languages(language: str, kind: str, tmp_path: Path) -> None:
    path, _ = written(tmp_path, kind, language)
    assert path.stat().st_size > 500


def test_json_is_the_document(tmp_path: Path) -> None:
    path, document = written(tmp_path, ".json")
    assert json.loads(path.read_text("utf-8")) == document


def test_every_figure_stands_with_its_name_and_definition() -> None:
    for locale in ("en", "zh_CN"):
        with speaking(locale):
            figures = report_document(a_report())["figures"]
        assert [figure["id"] for figure in figures] == list(Figure)
        assert all(figure["name"] and figure["definition"] for figure in figures)
        assert len({figure["definition"] for figure in figures}) == len(figures)


def test_numbers_are_told_in_yuan_and_shares_and_not_at_all() -> None:
    with speaking("en"):
        figures = {figure["id"]: figure for figure in report_document(a_report())["figures"]}
    due = figures["aid_due"]
    assert (due["value"], due["unit"], due["withheld"]) == (123_456.5, "yuan", False)
    assert (figures["employment_rate"]["value"], figures["employment_rate"]["unit"]) == (0.875, "rate")
    assert (figures["served_1131"]["value"], figures["served_1131"]["withheld"]) == (None, True)
    assert (figures["retention_12"]["value"], figures["retention_12"]["withheld"]) == (None, False)
    parts = figures["placed_by_evidence"]["parts"]
    assert [(part["code"], part["value"], part["withheld"]) for part in parts] == [
        ("self_report", 40, False),
        ("contract", None, True),
    ]


def test_a_page_needs_nothing_else_and_is_well_formed(tmp_path: Path) -> None:
    path, document = written(tmp_path, ".html")
    text = path.read_text("utf-8")
    page = Page(text)
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert page.references == []
    assert "url(" not in text
    assert page.tags.count("svg") == 8
    told = [figure["definition"] for figure in document["figures"] if not figure["parts"]]
    assert [words for words in told if words not in page.words] == []
    assert {"＊", "—", "87.5%", "¥123,456"} <= set(page.words)
    for drawing in text.split("<svg")[1:]:
        ElementTree.fromstring("<svg" + drawing.split("</svg>")[0] + "</svg>")


@pytest.mark.parametrize("audience", Audience)
def test_a_page_says_whom_it_is_for(audience: Audience, tmp_path: Path) -> None:
    with speaking("en"):
        write_report(tmp_path / "r.html", report_document(a_report(audience)))
    words = Page((tmp_path / "r.html").read_text("utf-8")).words
    assert ("For publication." in words) == (audience is Audience.PUBLIC)
    assert any(f"fewer than {audience.fewest} persons" in each for each in words)


def test_a_workbook_holds_numbers_as_numbers_and_prints_on_a4(tmp_path: Path) -> None:
    path, _ = written(tmp_path, ".xlsx")
    book = load_workbook(path)
    first = book.worksheets[0]
    cells = {row[0].value: row[1] for row in first.iter_rows(max_col=2) if row[0].value}
    assert (cells["Employment rate"].value, cells["Employment rate"].number_format) == (0.875, "0.0%")
    assert cells["Study fees due"].value == 123_456.5
    assert cells["Served as promised (1131)"].value == "＊"
    assert all(sheet.page_setup.paperSize == 9 for sheet in book.worksheets)
    assert all(
        cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    )
    streets = book["By street"]
    assert [cell.value for cell in streets[2]][1:3] == [40, 40]
    assert [cell.value for cell in streets[3]][1] == "＊"
    assert sum(len(sheet._charts) for sheet in book.worksheets) == len(book.worksheets) - 1
