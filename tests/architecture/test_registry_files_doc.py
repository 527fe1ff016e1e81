"""The pages on registry files name every column that an import knows, and star those that it needs."""

from pathlib import Path

import pytest

from api.registry_files.columns import REQUIRED, RegistryKind, columns

DOCS = Path(__file__).parents[2] / "docs"


def sections(page: str) -> list[list[tuple[str, str, str]]]:
    """The rows of each table: Chinese label with its star, English label, field."""
    tables = (DOCS / page).read_text(encoding="utf-8").split("\n## ")[1:]
    return [
        [
            (cells[0].strip("| "), cells[1], cells[2].strip("`"))
            for cells in (row.split(" | ") for row in table.splitlines() if row.startswith("| "))
        ][1:]
        for table in tables
    ]


@pytest.mark.parametrize("page", ["registry-files.md", "registry-files.zh-CN.md"])
def test_every_column_stands_on_the_page_with_a_star_if_it_is_required(page: str) -> None:
    for kind, rows in zip(RegistryKind, sections(page), strict=True):
        must = {field for group in REQUIRED[kind] for field in group}
        stars = {column.field: "*" if column.field in must else "" for column in columns(kind)}
        assert rows == [
            (column.zh + stars[column.field], column.en, column.field) for column in columns(kind)
        ]


def test_the_pages_link_to_each_other() -> None:
    assert "(registry-files.zh-CN.md)" in (DOCS / "registry-files.md").read_text(encoding="utf-8")
    assert "(registry-files.md)" in (DOCS / "registry-files.zh-CN.md").read_text(encoding="utf-8")
