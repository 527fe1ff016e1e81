"""The registries and books as workbooks, such as an officer would send them."""

from pathlib import Path
from typing import TYPE_CHECKING

from api.registry_files.columns import RegistryKind, columns

if TYPE_CHECKING:
    from scripts.district.generate import District, Row

FILES = {
    RegistryKind.STUDENTS: "学生.xlsx",
    RegistryKind.COMPANIES: "爱心企业.xlsx",
    RegistryKind.OPENINGS: "岗位.xlsx",
    RegistryKind.STUDY_AID: "助学.xlsx",
    RegistryKind.RELIEF: "救助.xlsx",
}
WIDTH = 16


def write_files(district: "District", folder: Path) -> dict[RegistryKind, Path]:
    """Write one workbook per registry or book that has rows into the folder; every cell is text."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = {
        RegistryKind.STUDENTS: district.students,
        RegistryKind.COMPANIES: district.companies,
        RegistryKind.OPENINGS: district.openings,
        RegistryKind.STUDY_AID: district.study_aid,
        RegistryKind.RELIEF: district.relief,
    }
    paths = {kind: folder / name for kind, name in FILES.items() if rows[kind]}
    for kind, path in paths.items():
        _write_workbook(path, kind, rows[kind])
    return paths


def _write_workbook(path: Path, kind: RegistryKind, rows: "list[Row]") -> None:
    from xlsxwriter import Workbook

    used = [column for column in columns(kind) if not rows or column.field in rows[0]]
    with Workbook(path, {"constant_memory": True}) as workbook:
        text = workbook.add_format({"num_format": "@"})
        header = workbook.add_format({"num_format": "@", "bold": True})
        sheet = workbook.add_worksheet(path.stem)
        sheet.set_column(0, len(used) - 1, WIDTH, text)
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(used):
            sheet.write_string(0, index, column.zh, header)
        for number, row in enumerate(rows, 1):
            for index, column in enumerate(used):
                if row[column.field]:
                    sheet.write_string(number, index, row[column.field], text)
