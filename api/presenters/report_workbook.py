"""A yearly report as a workbook: plain sheets that print on A4, with charts of the workbook's own."""

import io
from typing import Any

from api.i18n import marked, say
from api.presenters.report_tables import Number, Table, breakdowns, key_figures, remarks, title_of
from api.presenters.reports import Document

FORMS = {"count": "#,##0", "yuan": "#,##0.00", "rate": "0.0%"}
FIRST_WIDTH, WIDTH, WORDS_WIDTH = 30, 14, 70  # characters
LANDSCAPE_FROM = 5  # columns
BARS, COLUMNS = "bar", "column"
UNSAFE = str.maketrans(dict.fromkeys("[]:*?/\\·", " "))  # in the name of a sheet


def report_workbook(document: Document) -> bytes:
    """The report as .xlsx: numbers as numbers, what is withheld as a sign, nothing as a formula."""
    import xlsxwriter  # noqa: PLC0415 -- only who writes a workbook pays for it

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {**options, "in_memory": True}) as book:
        writer = _Writer(book, title_of(document))
        writer.key_figures(key_figures(document), remarks(document))
        for table in breakdowns(document):
            writer.table(table)
    return content.getvalue()


class _Writer:
    def __init__(self, book: Any, title: str) -> None:
        self.book, self.title = book, title
        self.head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#F3E7DC", "border": 1})
        self.words = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        self.sign = book.add_format({"align": "right", "valign": "top", "border": 1})
        self.part = book.add_format({"bold": True})
        self.quiet = book.add_format({"text_wrap": True, "font_color": "#6F5D50"})
        self.numbers = {
            unit: book.add_format({"num_format": form, "valign": "top", "border": 1})
            for unit, form in FORMS.items()
        }

    def key_figures(self, tables: list[Table], remarks: Any) -> None:
        """All figures with what they count on one sheet."""
        sheet = self._sheet(say(marked("Figures")), landscape=False)
        sheet.set_column(0, 0, FIRST_WIDTH)
        sheet.set_column(1, 1, WIDTH)
        sheet.set_column(2, 2, WORDS_WIDTH)
        row = 0
        for table in tables:
            sheet.write_string(row, 0, table.heading, self.part)
            row = self._write(sheet, table, row + 1) + 1
        for number, remark in enumerate(remarks):
            sheet.merge_range(row + number, 0, row + number, 2, remark, self.quiet)

    def table(self, table: Table) -> None:
        """One table on a sheet of its own, with a chart of its first numbers below it."""
        sheet = self._sheet(table.heading, landscape=len(table.headers) >= LANDSCAPE_FROM)
        sheet.set_column(0, 0, FIRST_WIDTH)
        sheet.set_column(1, len(table.headers) - 1, WIDTH)
        end = self._write(sheet, table, 0)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        if table.rows:
            sheet.insert_chart(end + 1, 0, self._chart(sheet, table))

    def _chart(self, sheet: Any, table: Table) -> Any:
        chart = self.book.add_chart({"type": "column"})
        last, column = len(table.rows), len(table.headers) - 1
        for number in range(1, column + 1):
            chart.add_series(
                {
                    "name": [sheet.get_name(), 0, number],
                    "categories": [sheet.get_name(), 1, 0, last, 0],
                    "values": [sheet.get_name(), 1, number, last, number],
                }
            )
        chart.set_title({"name": table.heading, "name_font": {"size": 12}})
        chart.set_legend({"none": True} if column == 1 else {"position": "bottom"})
        chart.set_size({"width": 640, "height": 320})
        return chart

    def _sheet(self, name: str, *, landscape: bool) -> Any:
        sheet = self.book.add_worksheet(" ".join(name.translate(UNSAFE).split())[:31])
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.6)
        sheet.set_header(f"&L&14{self.title.replace('&', '&&')}")
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    def _write(self, sheet: Any, table: Table, row: int) -> int:
        """Write a table from a row on; the row behind it."""
        for column, header in enumerate(table.headers):
            sheet.write_string(row, column, header, self.head)
        for number, cells in enumerate(table.rows, start=row + 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, Number) and cell.value is not None:
                    sheet.write_number(number, column, cell.value, self.numbers[cell.unit])
                elif isinstance(cell, Number):
                    sheet.write_string(number, column, cell.written(), self.sign)
                else:
                    sheet.write_string(number, column, cell, self.words)
        return row + len(table.rows) + 1
