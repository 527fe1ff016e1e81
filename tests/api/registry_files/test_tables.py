"""Files of every kind, and files that mean harm: each is read or refused, and nothing hangs."""

import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from api.registry_files import sheet_reader
from api.registry_files.errors import FileProblem, RegistryFileError
from api.registry_files.tables import Row, Source, open_sheets

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def rows_of(source: Source) -> dict[str, list[Row]]:
    with open_sheets(source) as sheets:
        return {sheet.name: list(sheet.rows) for sheet in sheets}


def workbook(path: Path, cells: dict[tuple[int, int], object]) -> Path:
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("甲")
        for (row, column), value in cells.items():
            sheet.write(row, column, value)
        book.add_worksheet("乙")
    return path


def test_a_workbook_keeps_row_numbers_and_tells_numbers_from_text(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {(2, 0): "姓名", (3, 0): "320205", (5, 0): 1001.0, (5, 2): True})
    assert rows_of(path) == {
        "甲": [Row(3, ["姓名"]), Row(4, ["320205"]), Row(6, [1001.0, None, "TRUE"])],
        "乙": [],
    }


def test_the_content_tells_the_kind_not_the_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.csv", {(0, 0): "姓名"})
    assert rows_of(path)["甲"] == [Row(1, ["姓名"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_a_text_table_is_read_in_any_encoding_and_with_any_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"姓名{delimiter}专业\r\n\r\n张三{delimiter}会计\r\n".encode(encoding))
    assert rows_of(path) == {"": [Row(1, ["姓名", "专业"]), Row(3, ["张三", "会计"])]}


def test_separators_within_a_cell_do_not_cut_the_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("名单\n岗位,技能\n焊工,焊接;打磨;识图\n厨师,切配;炒菜;面点\n", encoding="utf-8")
    assert [len(row.cells) for row in rows_of(path)[""]] == [1, 2, 2, 2]


def test_a_cell_of_several_lines_is_one_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('岗位,职责\n焊工,"焊接\n打磨"\n厨师,做菜\n', encoding="utf-8")
    assert [row.number for row in rows_of(path)[""]] == [1, 2, 3]


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("xl/workbook.xml", b" " * 300_000_000)


def _other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("word/document.xml", "x")


def _cut(path: Path) -> None:
    workbook(path, {(0, 0): "姓名"})
    path.write_bytes(path.read_bytes()[:2000])


def _dense(path: Path) -> None:
    workbook(path, {(0, 0): "姓名", (1_048_575, 16_383): "x"})


HOSTILE: dict[str, tuple[Callable[[Path], object], FileProblem]] = {
    "empty": (lambda path: path.write_bytes(b""), FileProblem.FILE_EMPTY),
    "blank": (lambda path: path.write_bytes(b" \r\n\r\n"), FileProblem.FILE_EMPTY),
    "pdf": (lambda path: path.write_bytes(b"%PDF-1.7 ..."), FileProblem.FILE_TYPE),
    "html": (lambda path: path.write_bytes(b"<html><table></table></html>"), FileProblem.FILE_TYPE),
    "binary": (lambda path: path.write_bytes(b"\x01\x00\x02\x00"), FileProblem.FILE_TYPE),
    "word": (_other_zip, FileProblem.FILE_TYPE),
    "neither encoding": (lambda path: path.write_bytes(b"\xff\xff\xff,\xff"), FileProblem.FILE_ENCODING),
    "encrypted": (
        lambda path: path.write_bytes(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")),
        FileProblem.FILE_ENCRYPTED,
    ),
    "broken ole": (lambda path: path.write_bytes(OLE + bytes(600)), FileProblem.FILE_CORRUPT),
    "cut off": (_cut, FileProblem.FILE_CORRUPT),
    "zip bomb": (_bomb, FileProblem.FILE_UNPACKS_TOO_LARGE),
    "one cell at each end": (_dense, FileProblem.FILE_TOO_COMPLEX),
    "too large": (lambda path: path.write_bytes(b"a" * (10 * 2**20 + 1)), FileProblem.FILE_TOO_LARGE),
    "100,000 rows": (lambda path: path.write_text("a,b\n" * 100_000), FileProblem.FILE_TOO_MANY_ROWS),
    "too many columns": (
        lambda path: path.write_text(",".join("a" * 101)),
        FileProblem.FILE_TOO_MANY_COLUMNS,
    ),
    "not there": (lambda path: None, FileProblem.FILE_MISSING),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_bad_file_is_refused_with_its_reason(tmp_path: Path, kind: str) -> None:
    make, code = HOSTILE[kind]
    path = tmp_path / "file.xlsx"
    make(path)
    with pytest.raises(RegistryFileError) as refused:
        rows_of(path)
    assert refused.value.code is code


@pytest.mark.parametrize("kind", [kind for kind in HOSTILE if kind != "not there"])
def test_what_is_in_a_file_is_read_like_the_file(tmp_path: Path, kind: str) -> None:
    make, code = HOSTILE[kind]
    path = tmp_path / "file.xlsx"
    make(path)
    with pytest.raises(RegistryFileError) as refused:
        rows_of(path.read_bytes())
    assert refused.value.code is code
    good = workbook(tmp_path / "good.xlsx", {(0, 0): "姓名", (1, 0): "张三"})
    assert rows_of(good.read_bytes()) == rows_of(good)


def test_a_workbook_with_one_flipped_bit_never_raises_anything_else(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", {(0, 0): "姓名", (1, 0): "张三"}).read_bytes()
    path = tmp_path / "flipped.xlsx"
    for position in range(0, len(good), len(good) // 15):
        path.write_bytes(good[:position] + bytes([good[position] ^ 0x10]) + good[position + 1 :])
        with suppress(RegistryFileError):
            rows_of(path)


def test_every_code_of_the_reader_is_a_file_problem() -> None:
    source = Path(sheet_reader.__file__).read_text(encoding="utf-8")
    codes = {word for word in source.split('"') if word.startswith("FILE_")}
    assert codes <= {problem.value for problem in FileProblem}
