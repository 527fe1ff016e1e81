"""Empty registry files to fill in: text columns, lists to choose from, notes, an example never imported."""

import io
from pathlib import Path

from api.registry_files.columns import EXAMPLE_MARK, NOTES_HEADERS, REQUIRED, RegistryKind, columns
from api.registry_files.guidance import Guidance, guidance

ROWS = 5000  # as far down as lists can be chosen from
SHEETS = {
    RegistryKind.STUDENTS: "学生 Students",
    RegistryKind.COMPANIES: "爱心企业 Companies",
    RegistryKind.OPENINGS: "岗位 Openings",
    RegistryKind.STUDY_AID: "助学 Study aid",
    RegistryKind.RELIEF: "救助 Relief",
    RegistryKind.HIRES: "录用 Hires",
}
_A4 = 9
_NOTES_WIDTHS = (18, 24, 44, 48, 40)
_LIST_LIMIT = 255  # letters that a spreadsheet allows in a list of choices


def write_template(kind: RegistryKind, path: Path) -> None:
    """Write the empty registry file of a kind; an existing file is replaced."""
    from xlsxwriter import Workbook  # noqa: PLC0415  only when a template is asked for

    content = io.BytesIO()
    with Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        title = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#F3E3D3", "border": 1})
        required = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E8B99A", "border": 1})
        example = book.add_format({"num_format": "@", "italic": True, "font_color": "#808080"})
        sheet = book.add_worksheet(SHEETS[kind])
        must = {field for group in REQUIRED[kind] for field in group}
        for index, column in enumerate(columns(kind)):
            about = guidance(kind)[column.field]
            star = " *" if column.field in must else ""
            sheet.set_column(index, index, max(12, len(about.example) + 4), text)
            sheet.write_string(0, index, f"{column.zh}{star}\n{column.en}", required if star else title)
            sheet.write_comment(0, index, f"{about.zh}\n{about.en}", {"x_scale": 1.6})
            mark = EXAMPLE_MARK if index == 0 else ""
            sheet.write_string(1, index, mark + about.example, example)
            if about.choices:
                sheet.data_validation(2, index, ROWS, index, _choice(about))
        sheet.set_row(0, 36)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        _write_notes(book, kind)
    path.write_bytes(content.getvalue())


def _choice(about: Guidance) -> dict[str, object]:
    """A list to choose from; other words may be written all the same."""
    assert len(",".join(about.choices)) <= _LIST_LIMIT
    return {"validate": "list", "source": list(about.choices), "error_type": "information"}


def _write_notes(book: object, kind: RegistryKind) -> None:
    sheet = book.add_worksheet("说明 Notes")  # type: ignore[attr-defined]
    wrap = book.add_format({"text_wrap": True, "valign": "top"})  # type: ignore[attr-defined]
    head = book.add_format({"bold": True, "bg_color": "#F3E3D3", "border": 1})  # type: ignore[attr-defined]
    for index, (label, width) in enumerate(zip(NOTES_HEADERS, _NOTES_WIDTHS, strict=True)):
        sheet.set_column(index, index, width, wrap)
        sheet.write_string(0, index, label, head)
    for row, column in enumerate(columns(kind), start=1):
        about = guidance(kind)[column.field]
        words = (column.zh, column.en, about.zh, about.en, "、".join(about.choices))
        for index, word in enumerate(words):
            sheet.write_string(row, index, word)
    last = len(columns(kind)) + 2
    sheet.write_string(last, 0, f"以{EXAMPLE_MARK}开头的一行是示例，不会导入。")
    sheet.write_string(
        last + 1, 0, f"The row that begins with {EXAMPLE_MARK} is an example and never imported."
    )
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
