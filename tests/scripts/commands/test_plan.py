import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.scripts.commands.conftest import Instance, Run, document

DAY = ("--as-of", "2026-11-01")


def test_the_document_has_the_promised_shape(run: Run, instance: Instance) -> None:
    found = document(run("plan", *DAY, "--json"))
    assert list(found) == [
        "students",
        "placed",
        "headcount",
        "objective",
        "bound",
        "optimal",
        "unplaced",
        "items",
        "congestion",
        "left_out",
    ]
    assert (found["students"], found["placed"], found["headcount"], found["unplaced"]) == (1, 1, 4, [])
    assert found["objective"] == found["bound"]
    assert found["optimal"] is True
    assert found["left_out"] == {"declined": 0, "dropped": 0}
    (item,) = found["items"]
    assert (item["student"], item["opening"]) == (instance.refs["赵小满"], instance.refs["会计"])
    assert set(item) == {"student", "opening", "score", "rank_in_own_shortlist", "regret"}
    listed = document(run("shortlist", "--student", item["student"], *DAY, "--json"))["items"][0]
    assert (item["score"], item["rank_in_own_shortlist"], item["regret"]) == (listed["score"], 1, 0)


def test_priorities_are_told_in_sum_only(run: Run, instance: Instance) -> None:
    told = run("plan", *DAY, "--json").stdout
    assert told.count('"priority"') == len(("objective", "bound"))
    assert all("priority" not in each["gain"] for each in json.loads(told)["congestion"]["sought"])


def test_nobody_is_proposed_where_caps_forbid_it(run: Run, instance: Instance) -> None:
    found = document(run("plan", *DAY, "--per-company", 0, "--json"))
    assert found["unplaced"] == [{"ref": instance.refs["赵小满"], "reason": "CAPPED"}]


@pytest.mark.parametrize(("locale", "words"), [("en", "1 of 1 students"), ("zh_CN", "1 名学生中 1 名")])
def test_the_figures_are_told_in_words_and_nobody_is_named(
    run: Run, instance: Instance, locale: str, words: str
) -> None:
    output = run("plan", *DAY, "--locale", locale).stdout
    assert words in output
    assert "赵小满" not in output


def test_a_workbook_names_student_opening_and_whom_to_call(
    run: Run, instance: Instance, tmp_path: Path
) -> None:
    file = tmp_path / "plan.xlsx"
    assert run("plan", *DAY, "--out", file).exit_code == 0
    header, row = load_workbook(file).active.iter_rows(values_only=True)
    told = dict(zip(header, row, strict=True))
    assert (told["学生 Student"], told["岗位 Opening"]) == ("赵小满", "会计")
    assert told["企业 Company"] == "锡东暖心机械厂"
    assert told["本人名次 Own rank"] == 1


def test_who_has_no_proposal_stands_in_the_file_with_the_reason(
    run: Run, instance: Instance, tmp_path: Path
) -> None:
    file = tmp_path / "plan.csv"
    run("plan", *DAY, "--per-company", 0, "--out", file, "--locale", "en")
    assert "赵小满" in file.read_text("utf-8-sig")
    assert "a cap keeps them free" in file.read_text("utf-8-sig")
    run("plan", *DAY, "--out", tmp_path / "plan.json")
    assert json.loads((tmp_path / "plan.json").read_text("utf-8"))["placed"] == 1
    assert run("plan", "--out", tmp_path / "plan.doc").exit_code == 1


def a_table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(("学生编号 Student ref,岗位编号 Opening ref", *rows)), "utf-8")
    return path


def test_pairs_that_must_not_be_are_read_from_a_table(run: Run, instance: Instance, tmp_path: Path) -> None:
    told = f"{instance.refs['赵小满']},{instance.refs['会计']}"
    bans = a_table(tmp_path / "bans.csv", told, ",")
    assert document(run("plan", *DAY, "--bans", bans, "--json"))["items"] == []
    pins = a_table(tmp_path / "pins.csv", "赵小满,会计")  # names that only one has
    assert len(document(run("plan", *DAY, "--pins", pins, "--json"))["items"]) == 1
    refused = document(run("plan", *DAY, "--pins", pins, "--bans", bans, "--json"))["error"]
    assert refused["params"] == {"reason": "BANNED", "row": 2, "file": "pins.csv"}


@pytest.mark.parametrize(("places", "pinned"), [(1, 1), (0, 0)])
def test_a_written_plan_pins_itself(
    run: Run, instance: Instance, tmp_path: Path, places: int, pinned: int
) -> None:
    plan = tmp_path / "plan.xlsx"
    assert run("plan", *DAY, "--per-company", places, "--out", plan).exit_code == 0
    again = run("plan", *DAY, "--pins", plan, "--json", "--locale", "en")
    assert (again.exit_code, len(document(again)["items"])) == (0, 1)
    assert f"{pinned} pinned" in again.stderr


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("赵小满,焊工",), {"reason": "REFUSED", "row": 2}),
        (("赵小满,会计", "赵小满,会计"), {"reason": "TWICE", "row": 3}),
        (("钱立夏,会计",), {"reason": "NO_PARTICIPANT", "row": 2}),
    ],
)
def test_a_pin_that_cannot_be_heeded_is_named_by_its_row(
    run: Run, instance: Instance, tmp_path: Path, rows: tuple[str, ...], told: dict[str, object]
) -> None:
    pins = a_table(tmp_path / "pins.csv", *rows)
    for locale in ("en", "zh_CN"):
        result = run("plan", *DAY, "--pins", pins, "--json", "--locale", locale)
        assert (result.exit_code, document(result)["error"]["params"]) == (1, {**told, "file": "pins.csv"})
        assert all(word in result.stderr for word in ("pins.csv", str(told["row"])))


def test_a_row_that_means_nobody_is_named(run: Run, instance: Instance, tmp_path: Path) -> None:
    pins = a_table(tmp_path / "pins.csv", "赵小满,会计", "钱立夏,没有的岗位")
    for locale in ("en", "zh_CN"):
        result = run("plan", *DAY, "--pins", pins, "--json", "--locale", locale)
        error = document(result)["error"]
        assert (result.exit_code, error["code"], error["params"]["row"]) == (1, "PAIR_UNKNOWN", 3)
        assert error["params"]["why"]["code"] == "UNKNOWN_SUBJECT"
        assert all(word in error["message"] for word in ("pins.csv", "3", "没有的岗位"))


def test_a_pin_beyond_a_cap_says_which_cap(run: Run, instance: Instance, tmp_path: Path) -> None:
    pins = a_table(tmp_path / "pins.csv", "赵小满,会计")
    for cap, name in (("--per-company", "锡东暖心机械厂"), ("--per-occupation", "会计专业人员")):
        refused = document(run("plan", *DAY, "--pins", pins, cap, 0, "--json"))["error"]
        assert (refused["params"]["reason"], refused["params"]["name"]) == ("FULL", name)


@pytest.mark.parametrize(
    ("content", "code"),
    [("a,b\n1,2", "PAIRS_MISSING"), ("student,opening\n,会计\n", "PAIR_INCOMPLETE")],
)
def test_a_table_that_is_none_of_pairs_is_refused(
    run: Run, instance: Instance, tmp_path: Path, content: str, code: str
) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text(content, "utf-8")
    assert document(run("plan", *DAY, "--pins", file, "--json"))["error"]["code"] == code


def test_the_trail_names_who_was_planned_for(run: Run, instance: Instance) -> None:
    assert run("plan", *DAY, "--json").exit_code == 0
    acts = document(run("audit", "list", "--json"))["items"]
    (planned,) = [act for act in acts if act["act"] == "students.planned"]
    assert planned["details"] == {"refs": [instance.refs["赵小满"]]}
