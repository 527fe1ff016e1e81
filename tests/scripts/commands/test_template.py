from pathlib import Path

from tests.scripts.commands.conftest import Run, document


def test_a_template_is_written(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "openings.xlsx"
    assert document(run("template", "openings", "--out", out, "--json"))["file"] == str(out)
    assert out.read_bytes().startswith(b"PK")


def test_what_was_filled_in_is_kept_under_a_name_that_tells(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "学生.xlsx"
    out.write_bytes(b"a day of work")
    for _ in range(2):
        result = run("template", "students", "--out", out)
        assert result.exit_code == 0
        assert "学生.before-" in result.stderr
    kept = sorted(tmp_path.glob("学生.before-*.xlsx"))
    assert len(kept) == 2
    assert b"a day of work" in [path.read_bytes() for path in kept]
    assert sorted(tmp_path.glob("*.xlsx")) == [*kept, out]


def test_an_empty_file_is_replaced_without_a_word(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "学生.xlsx"
    out.touch()
    assert run("template", "students", "--out", out).stderr == ""
    assert list(tmp_path.glob("*.xlsx")) == [out]


def test_a_place_where_nothing_can_be_written_is_one_clear_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    cases = {
        tmp_path / "x.doc": "OUT_TYPE",
        tmp_path / "no folder" / "x.xlsx": "OUT_FOLDER_MISSING",
        tmp_path / "file" / "x.xlsx": "OUT_FOLDER_MISSING",
        tmp_path / f"{'x' * 300}.xlsx": "OUT_UNWRITABLE",
    }
    for out, code in cases.items():
        result = run("template", "openings", "--out", out, "--json")
        assert result.exit_code == 1
        assert document(result)["error"]["code"] == code
        assert len(result.stderr.strip().splitlines()) == 1
