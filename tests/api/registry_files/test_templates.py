"""A template is itself a file that imports, without its example."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from api.registry_files.columns import EXAMPLE_MARK, REQUIRED, RegistryKind, columns
from api.registry_files.errors import RegistryFileError
from api.registry_files.guidance import guidance
from api.registry_files.headers import read_registry
from api.registry_files.templates import write_template


@pytest.mark.parametrize("kind", RegistryKind)
def test_every_column_is_there_and_the_example_is_not_read(tmp_path: Path, kind: RegistryKind) -> None:
    path = tmp_path / "template.xlsx"
    write_template(kind, path)
    registry = read_registry(path, kind)
    assert list(registry.fields) == [column.field for column in columns(kind)]
    assert registry.ignored == ()
    assert registry.rows == []


@pytest.mark.parametrize("written", RegistryKind)
@pytest.mark.parametrize("wanted", RegistryKind)
def test_the_notes_are_never_taken_for_a_registry(
    tmp_path: Path, written: RegistryKind, wanted: RegistryKind
) -> None:
    path = tmp_path / "template.xlsx"
    write_template(written, path)
    if written is wanted:
        return
    for sheet in (None, "说明 Notes"):
        with pytest.raises(RegistryFileError):
            read_registry(path, wanted, sheet=sheet)


@pytest.mark.parametrize("kind", RegistryKind)
def test_every_cell_is_text_with_a_note_and_a_star_on_what_is_required(
    tmp_path: Path, kind: RegistryKind
) -> None:
    path = tmp_path / "template.xlsx"
    write_template(kind, path)
    sheet = load_workbook(path).worksheets[0]
    assert all(cell.data_type == "s" and cell.comment for cell in sheet[1])
    assert all(cell.number_format == "@" for cell in sheet[2])
    starred = {cell.value.split(" *")[0] for cell in sheet[1] if "*" in cell.value}
    must = {field for group in REQUIRED[kind] for field in group}
    assert starred == {column.zh for column in columns(kind) if column.field in must}
    assert sheet.cell(2, 1).value.startswith(EXAMPLE_MARK)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize("kind", RegistryKind)
def test_every_column_is_explained_in_both_languages(kind: RegistryKind) -> None:
    assert guidance(kind).keys() == {column.field for column in columns(kind)}
    assert all(about.zh and about.en for about in guidance(kind).values())
