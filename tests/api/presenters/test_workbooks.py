import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from api.presenters.workbooks import Column, harmless, write_csv, write_workbook

COLUMNS = (Column("姓名 Name", 10), Column("得分 Score", 8))
DANGEROUS = [
    "=1+1",
    "＝cmd",
    "+86",
    "＋1",
    "-2",
    "－2",
    "@SUM(A1)",
    "＠x",
    "\t=1",
    " =1",
    "\r=1",
    "http://x.example",
]


@pytest.mark.parametrize("text", DANGEROUS[:-1])
def test_what_starts_a_formula_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["会计", "5-8千", "a=b", ""])
def test_other_texts_stay(text: str) -> None:
    assert harmless(text) == text


def test_a_workbook_holds_texts_and_prints_on_a4(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    rows = [(text, 71.5) for text in DANGEROUS] + [(None, None)]
    write_workbook(path, "名单", COLUMNS, rows, heading="名单 & 今天", properties={"policy": "abc"})
    book = load_workbook(path)
    sheet = book.active
    assert sheet.oddHeader.left.text == "名单 && 今天"  # how a sheet writes one &
    assert book.custom_doc_props["policy"].value == "abc"
    assert [unescape(cell.value) for cell in sheet["A"][1:-1]] == DANGEROUS
    assert {cell.data_type for cell in sheet["A"]} <= {"s", "n"}
    assert sheet["B2"].value == 71.5
    assert all(cell.hyperlink is None for row in sheet.rows for cell in row)
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_csv_opens_as_utf_8_and_starts_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    write_csv(path, COLUMNS, [(text, 1) for text in DANGEROUS])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["姓名 Name", "得分 Score"]
    assert not any(
        row[0].startswith(("=", "+", "-", "@", "\t", "\r", " ", "＝", "＋", "－", "＠")) for row in rows[1:]
    )
