"""The page on registry files names every column that an import knows."""

from pathlib import Path

import pytest

from api.registry_files.columns import RegistryKind, columns

PAGE = (Path(__file__).parents[2] / "docs" / "registry-files.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", RegistryKind)
def test_every_column_stands_on_the_page(kind: RegistryKind) -> None:
    rows = [row.split(" | ") for row in PAGE.splitlines() if row.startswith("| ")]
    told = {(row[0].strip("| *"), row[1], row[2].strip("`")) for row in rows}
    assert {(column.zh, column.en, column.field) for column in columns(kind)} <= told
