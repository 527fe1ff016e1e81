import json
from pathlib import Path

import pytest
from sqlalchemy import text

from api.app import create_app
from api.settings import load_settings
from matcher.policy import STANDARD, Policy, json_schema
from models.engine import make_engine
from tests.scripts.commands.conftest import Instance, Run, document


def write(path: Path, **points: int) -> Policy:
    """Write a policy that gives the wage other points than the standard, and return it."""
    changed = STANDARD.document()
    changed["name"] = "ours"
    changed["points"]["wage"] |= points
    path.write_text(json.dumps(changed), "utf-8")
    return Policy.from_json(path.read_text("utf-8"))


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A file with a policy of the district's own."""
    write(tmp_path / "ours.json", PARTLY=400)
    return tmp_path / "ours.json"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A file with two mistakes."""
    changed = STANDARD.document()
    changed["points"]["wage"]["MEETS"] = 700
    del changed["thresholds"]["near_km"]
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(changed), "utf-8")
    return path


def test_what_show_prints_is_a_file_to_begin_with(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text(run("policy", "show", "--json").stdout, "utf-8")
    assert document(run("policy", "check", file, "--json"))["fingerprint"] == STANDARD.fingerprint


@pytest.mark.parametrize(("locale", "words"), [("en", "within 15 km"), ("zh_CN", "15 公里以内")])
def test_show_tells_points_and_thresholds_in_words(run: Run, locale: str, words: str) -> None:
    shown = run("policy", "show", "--locale", locale).stdout
    assert words in shown
    assert STANDARD.fingerprint in shown
    assert "wage_tolerance_percent" in shown
    assert "nobody_employed" in shown


def test_nothing_but_a_policy_is_needed_to_look_at_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIXIN_PROFILE", "production")
    assert run("policy", "show").exit_code == 0
    assert run("db", "check").exit_code == 1


def test_the_schema_is_printed(run: Run) -> None:
    assert document(run("policy", "schema")) == document(run("policy", "schema", "--json")) == json_schema()


def test_check_names_every_problem(run: Run, broken: Path) -> None:
    result = run("policy", "check", broken, "--locale", "en")
    assert result.exit_code == 1
    assert "thresholds.near_km: is missing" in result.stderr
    assert "must sum to 10000, not 10160" in result.stderr
    failed = document(run("policy", "check", broken, "--json"))
    assert failed["valid"] is False
    assert [problem["field"] for problem in failed["problems"]] == ["thresholds.near_km", "points"]
    assert failed["error"]["code"] == "INVALID_POLICY"


def test_a_file_that_is_not_there_is_one_clear_line(run: Run, tmp_path: Path) -> None:
    for command in ("check", "use", "show", "diff"):
        result = run("policy", command, tmp_path / "none.json")
        assert result.exit_code == 1
        assert result.stderr.strip().count("\n") == 0


def test_diff_tells_what_changes(run: Run, ours: Path) -> None:
    found = document(run("policy", "diff", ours, "--json"))
    assert found["changes"] == [{"field": "points.wage.PARTLY", "before": 405, "after": 400}]
    assert found["before"]["fingerprint"] == STANDARD.fingerprint
    shown = run("policy", "diff", ours, "--locale", "en")
    assert shown.exit_code == 0
    assert all(words in shown.stdout for words in ("points.wage.PARTLY", "4.05", "4.00", "−0.05"))
    assert document(run("policy", "diff", ours, "standard", "--json"))["changes"][0]["after"] == 405
    assert document(run("policy", "diff", "--json"))["changes"] == []


def test_a_policy_in_use_counts_everywhere_and_can_be_left_again(
    run: Run, instance: Instance, ours: Path, tmp_path: Path
) -> None:
    used = Policy.from_json(ours.read_text("utf-8"))
    student = ("shortlist", "--student", instance.refs["赵小满"], "--json")
    before = document(run(*student))
    result = run("policy", "use", ours, "--json", "--locale", "en")
    assert document(result)["fingerprint"] == used.fingerprint
    assert "cli:" in result.stderr
    assert document(run(*student))["policy"] == used.fingerprint
    assert document(run("shortlist", "--opening", "会计", "--json"))["policy"] == used.fingerprint
    assert run("shortlist", "--all", "--out", tmp_path / "all.json").exit_code == 0
    everybody = json.loads((tmp_path / "all.json").read_text("utf-8"))["items"]
    assert {one["policy"] for one in everybody} == {used.fingerprint}
    page = create_app(load_settings()).test_client().get(f"/students/{instance.refs['赵小满']}/shortlist")
    assert used.fingerprint in page.text
    shown = {row["name"]: row["value"] for row in document(run("settings", "--json"))["settings"]}
    assert shown["AIXIN_POLICY"] == f"ours {used.fingerprint}"
    assert document(run("policy", "diff", "--json"))["after"]["fingerprint"] == used.fingerprint
    assert "policy.before-" in run("policy", "reset").stderr
    assert document(run(*student)) == before


def test_points_of_the_policy_in_use_are_the_points_of_a_bar(
    run: Run, instance: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = STANDARD.document()
    changed["points"]["openings"]["SEVERAL"] = 350
    (tmp_path / "named.json").write_text(json.dumps(changed), "utf-8")
    monkeypatch.setenv("AIXIN_POLICY", str(tmp_path / "named.json"))
    best = document(run("shortlist", "--student", instance.refs["赵小满"], "--json"))["items"][0]
    assert {bar["criterion"]: bar["points"] for bar in best["bars"]}["openings"] == 3.5


def test_the_effect_on_everybodys_lists_is_counted(run: Run, instance: Instance, tmp_path: Path) -> None:
    changed = STANDARD.document()
    changed["points"]["wage"]["BELOW"] = 100
    (tmp_path / "same.json").write_text(json.dumps(changed), "utf-8")
    found = document(run("policy", "diff", tmp_path / "same.json", "--effect", "--json"))
    assert found["effect"] == {
        "k": 20,
        "students": 2,
        "changed": 0,
        "first_changed": 0,
        "entered": 0,
        "left": 0,
    }


def test_a_broken_policy_stops_every_command_with_one_line(
    run: Run, instance: Instance, broken: Path
) -> None:
    (instance.folder / "policy.json").write_bytes(broken.read_bytes())
    for command in (
        ("shortlist", "--student", instance.refs["赵小满"]),
        ("explain", "--student", instance.refs["赵小满"], "--opening", instance.refs["会计"]),
        ("demo",),
        ("serve",),
        ("policy", "show"),
    ):
        result = run(*command, "--locale", "en")
        assert result.exit_code == 1, command
        assert result.stdout == ""
        assert "does not hold together, first at thresholds.near_km" in result.stderr
        assert result.stderr.strip().count("\n") == 0
    assert run("policy", "check").exit_code == 1
    assert run("policy", "reset").exit_code == 0
    assert run("policy", "show").exit_code == 0


@pytest.mark.usefixtures("instance")
def test_what_counts_already_is_not_copied(run: Run, ours: Path, tmp_path: Path) -> None:
    nothing = run("policy", "reset", "--json", "--locale", "en")
    assert document(nothing)["changed"] is False
    assert "nothing is changed" in nothing.stderr
    assert document(run("policy", "use", ours, "--json"))["changed"] is True
    again = run("policy", "use", ours, "--json", "--locale", "en")
    assert (again.exit_code, document(again)["changed"]) == (0, False)
    assert "nothing is changed" in again.stderr
    assert [path.name for path in (tmp_path / "instance").glob("policy*")] == ["policy.json"]
    assert document(run("policy", "reset", "--json"))["changed"] is True


@pytest.mark.usefixtures("instance")
def test_who_lets_which_policy_count_stands_in_the_trail(run: Run, ours: Path) -> None:
    used = Policy.from_json(ours.read_text("utf-8")).fingerprint
    for command in (("use", ours), ("use", ours), ("reset",), ("reset",)):
        assert run("policy", *command).exit_code == 0
    acts = document(run("audit", "list", "--json"))["items"]
    back, there = [act for act in acts if act["act"] == "policy.used"]  # the newest first
    assert there["details"] == {"before": STANDARD.fingerprint, "after": used}
    assert back["details"] == {"before": used, "after": STANDARD.fingerprint}
    assert there["actor"].startswith("cli:")


def test_what_the_trail_cannot_keep_does_not_count(run: Run, instance: Instance, ours: Path) -> None:
    def refuse(statement: str) -> None:
        engine = make_engine(load_settings().database_url)
        with engine.begin() as connection:
            connection.execute(text(statement))
        engine.dispose()

    full = "CREATE TRIGGER full BEFORE INSERT ON audit_events BEGIN SELECT RAISE(ABORT, 'full'); END"
    refuse(full)
    assert run("policy", "use", ours).exit_code == 1
    assert not list(instance.folder.glob("*policy*"))
    refuse("DROP TRIGGER full")
    assert run("policy", "use", ours).exit_code == 0
    refuse(full)
    assert run("policy", "reset").exit_code == 1
    assert document(run("policy", "show", "--json"))["name"] == "ours"


def test_without_a_trail_to_keep_it_in_no_policy_is_installed(run: Run, ours: Path, tmp_path: Path) -> None:
    assert document(run("policy", "use", ours, "--json"))["error"]["code"] == "DATABASE_BEHIND"
    assert not list((tmp_path / "instance").glob("policy*"))


def test_a_broken_policy_is_not_installed(run: Run, broken: Path) -> None:
    assert run("policy", "use", broken).exit_code == 1
    assert document(run("policy", "diff", "--json"))["changes"] == []


def test_a_policy_that_the_environment_names_is_not_replaced(
    run: Run, ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIXIN_POLICY", str(ours))
    assert document(run("policy", "show", "--json"))["name"] == "ours"
    for command in (("use", ours), ("reset",)):
        assert document(run("policy", *command, "--json"))["error"]["code"] == "POLICY_ELSEWHERE"
    ours.unlink()
    assert document(run("policy", "show", "--json"))["error"]["code"] == "INVALID_SETTINGS"
