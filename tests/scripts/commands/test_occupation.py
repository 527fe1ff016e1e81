from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.scripts.commands.conftest import Run, document


def test_titles_are_coded_in_their_order(run: Run) -> None:
    items = document(run("occupation", "电焊工", "会计", "电焊工", "--json"))["items"]
    assert [item["title"] for item in items] == ["电焊工", "会计", "电焊工"]
    assert items[0] == items[2]
    assert set(items[0]) == {"title", "code", "name", "confidence", "alternatives"}
    assert items[0]["code"].startswith("6-18")
    assert 0 <= items[0]["confidence"] <= 1
    assert {"code", "name", "confidence"} == set(items[0]["alternatives"][0])


def test_a_column_of_a_file_is_coded(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "titles.csv"
    path.write_text("编号,岗位名称\n1,会计\n2,\n3,护士\n", "utf-8-sig")
    items = document(run("occupation", "--file", path, "--column", "岗位名称", "--json"))["items"]
    assert [item["title"] for item in items] == ["会计", "", "护士"]


def test_a_column_is_found_on_a_later_sheet_and_however_it_is_typed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "titles.xlsx"
    with Workbook(str(path)) as book:
        book.add_worksheet("说明").write(0, 0, "请填写")
        book.add_worksheet("岗位").write_column(0, 1, ["岗位名称(全)", "会计"])
    items = document(run("occupation", "--file", path, "--column", "岗位名称（全） ", "--json"))["items"]
    assert [item["title"] for item in items] == ["会计"]


def test_a_missing_column_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "titles.csv"
    path.write_text("编号,岗位名称\n1,会计\n", "utf-8")
    result = run("occupation", "--file", path, "--column", "职位", "--locale", "en")
    assert result.exit_code == 1
    assert "职位" in result.stderr
    assert "岗位名称" in result.stderr


@pytest.mark.parametrize("arguments", [[], ["会计", "--file", "x"], ["--file", "x"]])
def test_wrong_usage_is_status_2(run: Run, arguments: list[str]) -> None:
    assert run("occupation", *arguments).exit_code == 2
