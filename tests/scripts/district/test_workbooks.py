"""The files of a district go the way of real ones."""

from pathlib import Path

from openpyxl import load_workbook

from api.registry_files.columns import RegistryKind
from api.registry_files.headers import read_registry
from scripts.district import District, generate_district, write_files
from tests.scripts.district.conftest import TODAY


def test_files_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    small = generate_district(students=20, companies=10, openings=30, today=TODAY)

    paths = write_files(small, tmp_path / "new")

    assert [path.name for path in paths.values()] == ["学生.xlsx", "爱心企业.xlsx", "岗位.xlsx"]
    for kind, rows in (
        (RegistryKind.STUDENTS, small.students),
        (RegistryKind.COMPANIES, small.companies),
        (RegistryKind.OPENINGS, small.openings),
    ):
        registry = read_registry(paths[kind], kind)
        assert not registry.ignored
        assert len(registry.rows) == len(rows)
        for read, written in zip(registry.rows, rows, strict=True):
            cells = {field: index for field, (index, _) in registry.fields.items()}
            for field, text in written.items():
                cell = read.cells[cells[field]] if cells[field] < len(read.cells) else None
                assert (cell or "") == text


def test_every_cell_is_text(tmp_path: Path, district: District) -> None:
    paths = write_files(
        District(district.students[:5], district.companies[:5], district.openings[:5]), tmp_path
    )

    for path in paths.values():
        sheet = load_workbook(path).active
        assert sheet is not None
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
        assert all(
            cell.value is None or isinstance(cell.value, str) for row in sheet.iter_rows() for cell in row
        )
