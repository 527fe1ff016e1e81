from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from xlsxwriter import Workbook

from matcher.reference.occupations import posting_titles
from matcher.text.occupations import shipped_coder
from matcher.text.title_coder import Calibration, Coder
from matcher.text.title_training import Lessons
from tests.scripts.commands.conftest import Instance, Run, document


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


def test_held_out_titles_are_coded_by_one_who_never_saw_them(
    run: Run, instance: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught: list[Lessons] = []

    def fit(lessons: Lessons, calibration: Calibration) -> Coder:
        taught.append(lessons)
        return shipped_coder()

    monkeypatch.setattr("matcher.text.title_training.fit", fit)
    learned = posting_titles()[0][0]
    path = tmp_path / "titles.csv"
    path.write_text(f"岗位名称\n从未见过的焊工岗\n{learned}\n从未见过的焊工岗\n", "utf-8-sig")
    run("occupation", "--correct", "从未见过的焊工岗", "6-02-01-01")
    told = run("occupation", "--file", path, "--column", "岗位名称", "--held-out", "--json")
    first, other, again = document(told)["items"]
    assert (first["title"], other["title"]) == ("从未见过的焊工岗", learned)
    assert first == again
    assert first["code"] != "6-02-01-01"
    assert first["confidence"] < 1
    (lessons,) = taught
    assert learned not in {title for title, _ in (*lessons.postings, *lessons.common)}
    assert document(run("occupation", learned, "--held-out", "--json"))["items"] == [other]


@pytest.mark.parametrize("arguments", [[], ["--corrections"], ["--forget", "会计"]])
def test_only_titles_are_held_out(run: Run, arguments: list[str]) -> None:
    assert run("occupation", "--held-out", *arguments).exit_code == 2


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


@pytest.mark.parametrize(
    "arguments",
    [["--corrections", "会计"], ["--forget", "会计", "--corrections"], ["--correct", "会计"]],
)
def test_one_thing_at_a_time(run: Run, arguments: list[str]) -> None:
    assert run("occupation", *arguments).exit_code == 2


def test_a_correction_is_kept_listed_applied_and_taken_back(run: Run, instance: Instance) -> None:
    before = document(run("occupation", "焊工", "焊工学徒", "--json"))["items"]
    done = document(run("occupation", "--correct", "焊 工", "6-02-01-01", "--json"))
    assert done == {"title": "焊 工", "code": "6-02-01-01", "name": "糕点面包烘焙师", "openings": 1}
    (kept,) = document(run("occupation", "--corrections", "--json"))["items"]
    assert (kept["title"], kept["code"]) == ("焊 工", "6-02-01-01")
    assert kept["actor"].startswith("cli:")
    welder, learner = document(run("occupation", "焊工", "焊工学徒", "--json"))["items"]
    assert (welder["code"], welder["confidence"], welder["alternatives"]) == ("6-02-01-01", 1.0, [])
    assert learner == before[1]
    assert document(run("occupation", "--forget", "焊工", "--json")) == {"title": "焊 工", "openings": 1}
    assert document(run("occupation", "焊工", "焊工学徒", "--json"))["items"] == before
    assert document(run("occupation", "--corrections", "--json")) == {"items": []}


def test_what_cannot_be_combined_is_told(run: Run) -> None:
    for arguments in (["会计", "--correct", "焊工", "6-18-02-04"], ["--forget", "会计", "--corrections"]):
        assert "不能同时使用" in run("occupation", *arguments).stderr


def test_the_moment_of_a_correction_is_that_of_the_districts_clock(run: Run, instance: Instance) -> None:
    run("occupation", "--correct", "焊工", "6-18-02-04")
    (kept,) = document(run("occupation", "--corrections", "--json"))["items"]
    moment = datetime.fromisoformat(kept["at"]).astimezone(ZoneInfo("Asia/Shanghai"))
    assert f"{moment:%Y-%m-%d %H:%M}" in run("occupation", "--corrections").stdout
    assert kept["at"] not in run("occupation", "--corrections").stdout


def test_no_corrections_are_a_sentence(run: Run, instance: Instance) -> None:
    assert run("occupation", "--corrections", "--locale", "en").stdout == "No title has been corrected\n"


@pytest.mark.parametrize(("locale", "word"), [("en", "registered openings changed: 1"), ("zh_CN", "更正")])
def test_people_read_what_was_done(run: Run, instance: Instance, locale: str, word: str) -> None:
    assert word in run("occupation", "--correct", "焊工", "6-18-02-04", "--locale", locale).stdout
    assert "焊工" in run("occupation", "--corrections", "--locale", locale).stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--correct", "焊工", "6-18-2"], "OCCUPATION_UNKNOWN"),
        (["--correct", "，", "6-18-02-04"], "TITLE_EMPTY"),
        (["--forget", "焊工"], "TITLE_NOT_CORRECTED"),
    ],
)
def test_what_cannot_be_corrected_is_one_clear_line(
    run: Run, instance: Instance, arguments: list[str], code: str
) -> None:
    result = run("occupation", *arguments, "--json")
    assert result.exit_code == 1
    assert document(result)["error"]["code"] == code


def test_titles_are_coded_without_a_database(run: Run, tmp_path: Path) -> None:
    assert run("settings").exit_code == 0  # the folder is known, the database is not made
    result = run("occupation", "会计", "--json")
    assert (result.exit_code, document(result)["items"][0]["code"]) == (0, "2-06-03-00")
    assert run("occupation", "--corrections").exit_code == 1
