"""Tables that leave as files: nothing in them is a formula, and they print on A4."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Cell = str | int | float | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its header and its width in characters; those not printed stand behind the rest."""

    header: str
    width: int
    printed: bool = True


def workbook(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    heading: str,
    properties: Mapping[str, str] | None = None,
) -> bytes:
    """One sheet as .xlsx: texts as texts, A4 landscape, one page wide, the headers on every page.

    `heading` is printed on top of every page, so that the sheet itself begins with its headers and any
    program can read it; `properties` are the workbook's own, which nobody sees in print.
    """
    import xlsxwriter  # noqa: PLC0415 -- only who writes a workbook pays for it

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,  # names are not to lie in temporary files
    }
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet(title[:31])
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F3E7DC", "border": 1}
        )
        body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(0, number, column.header, head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for number, value in enumerate(row):
                if isinstance(value, int | float):
                    sheet.write_number(last, number, value, body)
                else:
                    sheet.write_string(last, number, value or "", body)
        for name, value in (properties or {}).items():
            book.set_custom_property(name, value)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.print_area(0, 0, last, sum(column.printed for column in columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
        sheet.set_header(f"&L&14{heading.replace('&', '&&')}")
        sheet.set_footer("&L&A&R&P / &N")
    return content.getvalue()


def write_workbook(
    path: Path,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    heading: str,
    properties: Mapping[str, str] | None = None,
) -> None:
    """Write `workbook` to a file."""
    path.write_bytes(workbook(title, columns, rows, heading=heading, properties=properties))


def write_csv(path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a CSV that spreadsheets open as UTF-8, with cells that would start a formula made harmless."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([harmless(column.header) for column in columns])
        for row in rows:
            writer.writerow([harmless(value) if isinstance(value, str) else value for value in row])


def harmless(text: str) -> str:
    """The text, behind an apostrophe if a spreadsheet would take it for a formula (full-width signs too)."""
    start = unicodedata.normalize("NFKC", text.lstrip())[:1]
    return f"'{text}" if text.startswith(FORMULA_STARTS) or start in FORMULA_STARTS else text
