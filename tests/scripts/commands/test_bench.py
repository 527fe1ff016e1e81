import json
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from scripts.bench.setting import SIZES, Size
from scripts.commands.bench import MEASURES
from tests.conftest import FULL_FIGURES
from tests.scripts.commands.conftest import Run, document

KEYS = {"id", "what", "ours", "peer", "unit", "ratio", "bar", "met", "runs", "spread", "memory", "missing"}


@pytest.fixture(autouse=True)
def next_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is measured on is smaller than a district, except at full figures."""
    if not FULL_FIGURES:
        monkeypatch.setitem(SIZES, "district", Size(students=40, openings=300, growth=(100,), rows=30))


@pytest.mark.slow
def test_measures_as_a_document(run: Run) -> None:
    result = run("bench", "--only", "exact,p4", "--runs", "1", "--json")
    assert result.exit_code == 0
    told = document(result)
    assert {"machine", "commit", "size", "results"} == set(told)
    assert all(set(line) == KEYS for line in told["results"])
    assert [line["id"] for line in told["results"]] == ["P4", "exact"]


@pytest.mark.slow
def test_measures_as_a_table_for_a_page(run: Run) -> None:
    result = run("bench", "--only", "exact", "--markdown", "--locale", "en")
    rows = [line for line in result.stdout.splitlines() if line.startswith("|")]
    assert len(rows) == 3
    assert "| exact |" in rows[2]
    assert rows[2].endswith("| yes |")


def test_lists_that_differ_are_a_failure(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from scripts.bench.results import Bar, Result

    monkeypatch.setattr(
        "scripts.bench.exact.exact", lambda *_: [Result("exact", "what", "", [3], bar=Bar("alone", 0))]
    )
    result = run("bench", "--only", "exact", "--json")
    assert result.exit_code == 1
    assert document(result)["results"][0]["met"] is False


@pytest.mark.parametrize(("size", "met"), [("district", None), ("province", False)])
def test_a_bar_is_held_up_only_at_its_size(
    run: Run, monkeypatch: pytest.MonkeyPatch, size: str, met: bool | None
) -> None:
    from scripts.bench.results import Bar, Result

    monkeypatch.setattr(
        "scripts.bench.growth.growth", lambda *_: [Result("P5", "what", "", [2.0], bar=Bar("alone", 1.1))]
    )
    result = run("bench", "--only", "P5", "--size", size, "--json")
    assert (result.exit_code, document(result)["results"][0]["met"]) == (0, met)
    assert "·  ·" not in result.stderr


def test_an_unknown_measure_is_wrong_usage(run: Run) -> None:
    result = run("bench", "--only", "P1,P99")
    assert result.exit_code == 2
    assert all(id_ in result.stderr for id_ in MEASURES)


@pytest.mark.slow
def test_a_file_of_postings(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "postings.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["公司名称", "职位名称", "工作地点", "薪资", "发布时间"])
        for row in range(1, 30):
            sheet.write_row(row, 0, [f"暖心机械厂{row}", "会计", "无锡", "5千-8千", "2026-06-01"])
    result = run("bench", "--file", path, "--as-of", "2026-06-30", "--runs", "1", "--json")
    assert result.exit_code == 0, result.output
    lines = json.loads(result.stdout)["results"]
    assert {line["id"] for line in lines} == {"file"}
    assert [line["unit"] for line in lines] == ["s", "s", "ms", "MiB"]
