import csv
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from api.settings import load_settings
from models.engine import make_engine, make_session
from models.shortlist import Shortlist
from models.vault import Vault
from tests.scripts.commands.conftest import Instance, Run, document

ITEM = {
    "rank",
    "ref",
    "score",
    "openings_left",
    "title",
    "company",
    "wage",
    "place",
    "distance_km",
    "bars",
    "reasons",
    "missing",
}


def test_a_students_shortlist_has_the_promised_shape(run: Run, instance: Instance) -> None:
    result = run(
        "shortlist", "--student", instance.refs["赵小满"], "-k", 5, "--as-of", "2026-11-01", "--json"
    )
    assert result.exit_code == 0
    found = json.loads(result.stdout, parse_float=Decimal)
    assert set(found) == {"for", "as_of", "policy", "snapshot", "eligible", "considered", "items", "refused"}
    assert found["for"] == {"kind": "student", "ref": instance.refs["赵小满"], "name": "赵小满"}
    assert found["as_of"] == "2026-11-01"
    assert found["considered"] == 2 == found["eligible"] + sum(found["refused"].values())
    best = found["items"][0]
    assert set(best) == ITEM
    assert best["title"] == "会计"
    assert best["rank"] == 1
    assert best["company"]["name"] == "锡东暖心机械厂"
    assert best["place"]["code"] == "320205"
    assert set(best["bars"][0]) == {"criterion", "level", "points", "of", "note"}
    assert sum(Decimal(bar["points"]) for bar in best["bars"]) == Decimal(best["score"])
    assert 2 <= len(best["reasons"]) <= 5
    assert {"code", "params"} <= set(best["reasons"][0])


def test_an_openings_shortlist_names_students(run: Run, instance: Instance) -> None:
    found = document(run("shortlist", "--opening", instance.refs["会计"], "--json"))
    assert found["for"] == {"kind": "opening", "ref": instance.refs["会计"], "title": "会计"}
    assert [item["name"] for item in found["items"]] == ["赵小满"]
    assert found["refused"] == {"ALREADY_PLACED": 1}


@pytest.mark.parametrize(("locale", "words"), [("en", "No experience needed"), ("zh_CN", "无需经验")])
def test_the_locale_turns_codes_into_sentences(run: Run, instance: Instance, locale: str, words: str) -> None:
    result = run("shortlist", "--student", instance.refs["赵小满"], "--json", "--locale", locale)
    assert words in result.stdout


def test_a_reference_is_forgiven_its_spelling(run: Run, instance: Instance) -> None:
    spelling = f" {instance.refs['赵小满'].upper()} "
    assert run("shortlist", "--student", spelling, "--json").exit_code == 0


def test_the_same_question_has_the_same_answer(run: Run, instance: Instance) -> None:
    question = ("shortlist", "--student", instance.refs["赵小满"], "--as-of", "2026-11-01", "--json")
    assert run(*question).stdout == run(*question).stdout


def test_an_unknown_reference_is_one_clear_line(run: Run, instance: Instance) -> None:
    result = run("shortlist", "--student", "nobody", "--locale", "en")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.strip().count("\n") == 0
    assert "nobody" in result.stderr
    failed = run("shortlist", "--student", "nobody", "--json")
    assert failed.exit_code == 1
    assert document(failed)["error"]["code"] == "UNKNOWN_SUBJECT"


def test_everybodys_shortlists_go_into_a_workbook(run: Run, instance: Instance, tmp_path: Path) -> None:
    out = tmp_path / "名单.xlsx"
    result = run("shortlist", "--all", "-k", 3, "--out", out, "--json")
    assert result.exit_code == 0, result.stderr
    assert document(result)["students"] == 2
    sheet = load_workbook(out).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "学生 Student"
    assert [row[0] for row in rows[1:]].count("赵小满") == document(result)["items"]
    assert [row[0] for row in rows[1:]].count("钱立夏") == 1
    assert list(tmp_path.glob(".*")) == []
    assert "名单.before-" in run("shortlist", "--all", "--out", out).stderr
    assert len(list(tmp_path.glob("名单*.xlsx"))) == 2


def test_everybodys_shortlists_go_into_csv_and_json(run: Run, instance: Instance, tmp_path: Path) -> None:
    table, tree = tmp_path / "all.csv", tmp_path / "all.json"
    assert run("shortlist", "--all", "--out", table).exit_code == 0
    assert run("shortlist", "--all", "--out", tree).exit_code == 0
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file))[0] == "学生 Student"
    items = json.loads(tree.read_text("utf-8"))["items"]
    one = document(run("shortlist", "--student", instance.refs["赵小满"], "--json"))
    assert one in items


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--all"],
        ["--student", "a", "--opening", "b"],
        ["--student", "a", "--out", "x.xlsx"],
        ["--student", "a", "--as-of", "yesterday"],
        ["--student", "a", "--as-of", "2026-06"],
        ["--student", "a", "-k", "0"],
    ],
)
def test_wrong_usage_is_status_2(run: Run, arguments: list[str]) -> None:
    assert run("shortlist", *arguments).exit_code == 2


def test_a_file_of_another_kind_is_refused(run: Run, instance: Instance, tmp_path: Path) -> None:
    result = run("shortlist", "--all", "--out", tmp_path / "all.pdf")
    assert result.exit_code == 1
    assert ".xlsx" in result.stderr
    for name in ("all.csv", "all.xlsx"):
        result = run("shortlist", "--all", "--out", tmp_path / "no" / name, "--json")
        assert document(result)["error"]["code"] == "OUT_FOLDER_MISSING"


def test_a_table_is_readable(run: Run, instance: Instance) -> None:
    result = run("shortlist", "--student", instance.refs["赵小满"])
    assert result.exit_code == 0
    assert "会计" in result.stdout
    assert "总分" in result.stdout
    assert "¥5,000–7,000" in result.stdout
    assert instance.refs["会计"] in result.stdout
    assert "个岗位中有" in result.stdout


def test_in_a_narrow_terminal_references_stand_on_lines_of_their_own(
    run: Run, instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scripts.terminal.PLAIN_WIDTH", 60)
    for command in (("shortlist", "--student", instance.refs["赵小满"]), ("find", "openings", "会计")):
        lines = run(*command).stdout.splitlines()
        assert any(line.split()[-1:] == [instance.refs["会计"]] for line in lines)


def test_a_name_or_title_that_only_one_has_will_do(run: Run, instance: Instance) -> None:
    found = document(run("shortlist", "--student", "赵 小满", "--json"))
    assert found["for"]["ref"] == instance.refs["赵小满"]
    assert document(run("shortlist", "--opening", "会计", "--json"))["for"]["ref"] == instance.refs["会计"]


def test_of_several_the_candidates_are_listed_with_their_references(run: Run, instance: Instance) -> None:
    several = run("shortlist", "--opening", "暖心", "--json")
    assert several.exit_code == 1
    assert document(several)["error"]["code"] == "SEVERAL_FOUND"
    assert all(instance.refs[title] in several.stderr for title in ("会计", "焊工"))


def test_among_students_the_places_free_are_no_reason(run: Run, instance: Instance) -> None:
    found = document(run("shortlist", "--opening", "会计", "--json"))
    codes = [reason["code"] for item in found["items"] for reason in item["reasons"]]
    assert codes
    assert not [code for code in codes if code.startswith("OPENINGS")]


@pytest.mark.parametrize("day", ["2026.6.30", "2026年6月30日", "2026/6/30", "20260630"])
def test_a_day_may_be_written_as_people_do(run: Run, instance: Instance, day: str) -> None:
    found = document(run("shortlist", "--student", "赵小满", "--as-of", day, "--json"))
    assert found["as_of"] == "2026-06-30"


@pytest.mark.parametrize(("option", "name"), [("--student", "赵小满"), ("--opening", "会计")])
def test_a_list_is_kept_as_it_is_shown(run: Run, instance: Instance, option: str, name: str) -> None:
    shown = document(run("shortlist", option, instance.refs[name], "--as-of", "2026-11-01", "--json"))
    kept = document(
        run("shortlist", option, instance.refs[name], "--as-of", "2026-11-01", "--keep", "--json")
    )
    ref = kept.pop("kept")
    assert kept == shown
    settings = load_settings()
    engine = make_engine(settings.database_url)
    with make_session(engine, Vault(settings.keys), read_only=True) as session:
        found = session.scalars(select(Shortlist)).one()
        assert (found.ref, len(found.items), found.made_by[:4]) == (ref, 1, "cli:")
    engine.dispose()
    for locale, word in (("zh_CN", "已保存名单"), ("en", "Kept")):
        again = run("shortlist", option, instance.refs[name], "--keep", "--locale", locale).stdout
        assert re.search(f"{word}[:：] ?[a-z2-7]{{26}}\n", again)


def test_lists_of_all_can_be_spread(run: Run, instance: Instance, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    found = document(run("shortlist", "--all", "--spread", "--per-place", 1, "--out", file, "--json"))
    assert set(found["spread"]) == {"before", "after"}
    assert found["spread"]["after"]["highest_load"] <= 1
    lists = {each["for"]["name"]: each["items"] for each in json.loads(file.read_text("utf-8"))["items"]}
    assert [item["title"] for item in lists["赵小满"]] == ["会计"]
    assert lists["钱立夏"] == []
    assert "crowded" in run("shortlist", "--all", "--spread", "--out", file, "--locale", "en").stdout


def test_what_spreading_costs_and_brings_is_drawn(run: Run, instance: Instance, tmp_path: Path) -> None:
    plot, lists = tmp_path / "spread.svg", ("shortlist", "--all", "--out", tmp_path / "all.json")
    assert run(*lists, "--spread", "--plot", plot).exit_code == 0
    assert plot.read_text("utf-8").startswith("<svg")
    assert run(*lists, "--plot", plot).exit_code == 2


def test_one_list_alone_cannot_be_spread(run: Run, instance: Instance) -> None:
    assert run("shortlist", "--student", instance.refs["赵小满"], "--spread").exit_code == 2
