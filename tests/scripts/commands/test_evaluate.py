import json
from pathlib import Path

import pytest

from matcher.reference.occupations import posting_titles
from tests.scripts.commands.conftest import Instance, Run, document


def a_file(folder: Path, *lines: str) -> Path:
    path = folder / "labels.csv"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_the_registry_is_evaluated(run: Run, instance: Instance) -> None:
    result = run("evaluate", "--as-of", "2026-11-01", "--json")
    assert result.exit_code == 0, result.stderr
    found = document(result)
    assert (found["kind"], found["as_of"], found["k"]) == ("registry", "2026-11-01", 20)
    assert found["students"] == {"registered": 2, "seeking": 1}
    assert found["coverage"]["some"] == 1
    assert found["congestion"]["openings"] == 2
    assert found["congestion"]["proposals"] == 1
    assert found["congestion"]["crowded"][0]["ref"] == instance.refs["会计"]
    assert [groups["items"] for groups in found["groups"]] == [[], [], []]


def test_no_person_leaves_with_the_figures(run: Run, instance: Instance) -> None:
    told = run("evaluate", "--json").stdout
    assert not [name for name in ("赵小满", "钱立夏") if name in told or instance.refs[name] in told]


@pytest.mark.parametrize(("locale", "words"), [("en", "Gini"), ("zh_CN", "基尼系数")])
def test_tables_are_readable_in_both_languages(run: Run, instance: Instance, locale: str, words: str) -> None:
    shown = run("evaluate", "--locale", locale).stdout
    assert words in shown
    assert "锡东暖心机械厂" in shown


def test_outcomes_are_held_against_the_rankings(run: Run, instance: Instance, tmp_path: Path) -> None:
    good, bad = instance.refs["会计"], instance.refs["焊工"]
    lines = [
        f"{instance.refs['钱立夏']},{good},入职",
        f"{instance.refs['钱立夏']},{bad},拒绝",
        f"nobody,{good},1",
    ]
    found = document(run("evaluate", "--file", a_file(tmp_path, "student,opening,outcome", *lines), "--json"))
    assert (found["kind"], found["pairs"], found["unknown"], found["unread"]) == ("outcomes", 2, 1, [])
    assert (found["map"], found["auc"], found["ndcg"]["5"], found["recall"]["20"]) == (1, 1, 1, 1)


def test_titles_are_held_against_their_codes_without_a_database(run: Run, tmp_path: Path) -> None:
    lines = [
        f"{title}（急招三人）,{code}" for title, code in posting_titles()[::100]
    ]  # nobody learned from these
    found = document(run("evaluate", "--file", a_file(tmp_path, "title,code", *lines, "x,y"), "--json"))
    assert (found["kind"], found["titles"], found["unread"]) == ("titles", len(lines), [len(lines) + 2])
    assert 0.2 < found["exact"] <= found["middle_group"] <= found["major_group"]
    assert sum(part["answers"] for part in found["reliability"]) == len(lines)


def test_figures_go_into_a_file_whole(run: Run, instance: Instance, tmp_path: Path) -> None:
    out = tmp_path / "评估.json"
    result = run("evaluate", "--out", out)
    assert result.exit_code == 0, result.stderr
    assert str(out) in result.stdout.replace("\n", "")
    assert json.loads(out.read_text("utf-8")) == document(run("evaluate", "--json"))
    page = run("evaluate", "--out", tmp_path / "评估.html", "--json")
    assert document(page)["file"] == str(tmp_path / "评估.html")
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["姓名,岗位名称", "甲,会计"], "LABELS_MISSING"),
        (["title,code", "会计,"], "LABELS_UNREAD"),
        (["student,opening,grade", "nobody,nothing,1"], "OUTCOMES_UNKNOWN"),
    ],
)
def test_a_file_of_no_use_is_one_clear_line(
    run: Run, instance: Instance, tmp_path: Path, lines: list[str], code: str
) -> None:
    result = run("evaluate", "--file", a_file(tmp_path, *lines), "--json")
    assert result.exit_code == 1
    assert document(result)["error"]["code"] == code
    assert result.stderr.strip().count("\n") == 0


def test_a_file_name_of_another_kind_is_refused_before_the_work(run: Run, tmp_path: Path) -> None:
    result = run("evaluate", "--out", tmp_path / "e.pdf", "--json")
    assert document(result)["error"]["code"] == "OUT_TYPE"
