from pathlib import Path

import pytest

from tests.scripts.commands.conftest import Run, document

COUNTS = ("created", "updated", "unchanged", "duplicates", "rejected")
OPENINGS = "公司名称,岗位名称,工作地点,薪资\n暖心超市,收银员,无锡市锡山区,4-5千\n暖心超市,,无锡,5千\n"


@pytest.fixture
def openings(run: Run, tmp_path: Path) -> Path:
    assert run("db", "upgrade").exit_code == 0
    path = tmp_path / "岗位.csv"
    path.write_text(OPENINGS, "utf-8")
    return path


def test_an_import_counts_every_row_and_names_every_problem(run: Run, openings: Path) -> None:
    done = document(run("import", "openings", openings, "--json"))
    assert {"kind", "file", "sheet", "read", *COUNTS, "not_in_file", "refs", "problems"} <= set(done)
    assert done["read"] == 2 == sum(done[name] for name in COUNTS)
    assert (done["created"], done["rejected"]) == (1, 1)
    error = next(problem for problem in done["problems"] if problem["severity"] == "error")
    assert set(error) == {"sheet", "row", "column", "code", "severity", "message", "value"}
    assert (error["row"], error["column"]) == (3, "岗位名称")
    assert done["refs"][0]["row"] == 2


def test_the_same_file_again_changes_nothing(run: Run, openings: Path) -> None:
    run("import", "openings", openings)
    again = document(run("import", "openings", openings, "--json"))
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 1)


def test_a_dry_run_writes_nothing(run: Run, openings: Path) -> None:
    assert "没有写入" in run("import", "openings", openings, "--dry-run").stdout
    assert document(run("find", "openings", "--json"))["total"] == 0


def test_the_instance_sets_its_minimum_wage(
    run: Run, openings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIXIN_MINIMUM_WAGE", "6000")
    done = document(run("import", "openings", openings, "--json"))
    assert "WAGE_BELOW_MINIMUM" in [problem["code"] for problem in done["problems"]]


def test_a_mapping_names_other_headers(run: Run, openings: Path, tmp_path: Path) -> None:
    openings.write_text(OPENINGS.replace("岗位名称", "甲乙丙"), "utf-8")
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"甲乙丙": "title"}', "utf-8")
    assert run("import", "openings", openings).exit_code == 1
    assert document(run("import", "openings", openings, "--mapping", mapping, "--json"))["created"] == 1
    mapping.write_text("[1]", "utf-8")
    assert run("import", "openings", openings, "--mapping", mapping).exit_code == 1


def test_a_file_that_cannot_be_read_is_one_line(run: Run, openings: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path / "empty.csv"):
        if path.suffix == ".csv":
            path.write_bytes(b"")
        result = run("import", "openings", path)
        assert result.exit_code == 1
        assert len(result.stderr.strip().splitlines()) == 1


def test_a_template_is_written(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "openings.xlsx"
    assert document(run("template", "openings", "--out", out, "--json"))["file"] == str(out)
    assert out.read_bytes().startswith(b"PK")
    for refused in (tmp_path / "x.doc", tmp_path / "no folder" / "x.xlsx"):
        result = run("template", "openings", "--out", refused, "--json")
        assert document(result)["error"]["code"] in {"OUT_TYPE", "OUT_UNWRITABLE"}
