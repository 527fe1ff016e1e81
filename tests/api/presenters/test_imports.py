"""What became of a file, as far as a terminal has room, and in full as a file."""

import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from api.presenters.imports import gather_problems, missing_sentence, row_ranges, write_problems

Document = dict[str, Any]


def problem(row: int | None, code: str = "PLACE_UNKNOWN", severity: str = "warning", **told: str) -> Document:
    place = {"sheet": "名册", "row": row, "column": "居住地"}
    return {**place, "code": code, "severity": severity, "message": code, "value": "某处", **told}


def test_repeats_are_one_line_and_errors_come_first(language: str) -> None:
    problems = [*(problem(row) for row in range(2, 21)), problem(30, "ID_LENGTH", "error", column="身份证号")]
    first, second = gather_problems([*problems, problem(25)])
    assert (first.column, first.rows, first.message) == ("身份证号", (30,), "ID_LENGTH")
    assert second.rows == (*range(2, 21), 25)
    assert row_ranges(second.rows).startswith("2–20")
    assert second.values == ("某处",)


def test_what_differs_within_one_kind_is_told_by_an_example(language: str) -> None:
    gathered = gather_problems([problem(2, message="甲"), problem(3, message="乙")])
    assert len(gathered) == 1
    assert gathered[0].message.startswith("甲")
    assert "2" in gathered[0].message


def test_a_long_list_of_rows_stays_short(language: str) -> None:
    assert len(row_ranges(range(2, 20_000, 2))) < 60
    assert row_ranges([]) == ""


@pytest.mark.parametrize("kind", ["students", "companies", "openings"])
def test_whom_the_file_does_not_name_is_named_up_to_twenty(language: str, kind: str) -> None:
    called = {"title": "焊工", "company": "某公司"} if kind == "openings" else {"name": "焊工"}
    told = missing_sentence({"kind": kind, "missing": [{"ref": "r", **called}] * 25})
    assert told.count("焊工") == 20
    assert "5" in told


@pytest.mark.parametrize("name", ["problems.xlsx", "problems.csv"])
def test_a_file_lists_every_problem(language: str, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    problems = [problem(2), problem(None, column="体重", value="=1+1"), problem(9, "ID_LENGTH", "error")]
    write_problems(path, {"file": "名册.xlsx", "problems": problems})
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if len(row) > 1]
    else:
        rows = [[str(cell or "") for cell in row] for row in load_workbook(path).active.values]
    told = [(row[0], row[1], row[2], row[5]) for row in rows[-3:]]
    assert told[:2] == [("名册", "9", "居住地", "某处"), ("名册", "2", "居住地", "某处")]
    assert told[2] == ("名册", "", "体重", "=1+1" if path.suffix == ".xlsx" else "'=1+1")
