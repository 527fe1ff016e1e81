"""What a command does, and whom it shows, stands in the trail by the user of the machine, or is not told."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import text

from api.settings import load_settings
from models.engine import make_engine
from tests.api.services.registry_desk import id_number
from tests.scripts.commands.conftest import Instance, Run, document

NAME = "赵小满"
LOOKS: dict[str, tuple[str, ...]] = {
    "students.listed": ("find", "students", "赵"),
    "student.shortlist": ("shortlist", "--student", "{student}"),
    "opening.shortlist": ("shortlist", "--opening", "{opening}"),
    "student.explanation": ("explain", "--student", "{student}", "--opening", "{opening}"),
    "study_aid.read": ("study-aid", "show", "{student}"),
    "relief.read": ("relief", "show", "{student}"),
    "students.planned": ("plan", "--out", "{folder}/all.json"),
    "students.exported": ("shortlist", "--all", "--out", "{folder}/all.json"),
}


def trail(run: Run) -> list[dict[str, Any]]:
    """Events, the oldest first."""
    return list(reversed(document(run("audit", "list", "--json"))["items"]))


@pytest.fixture
def ask(run: Run, instance: Instance, tmp_path: Path) -> Any:
    def ask(arguments: tuple[str, ...]) -> Result:
        known = {"student": instance.refs[NAME], "opening": instance.refs["会计"], "folder": tmp_path}
        return run(*(each.format(**known) for each in arguments))

    return ask


@pytest.mark.parametrize("act", LOOKS)
def test_a_look_at_people_is_kept_with_names_of_fields(run: Run, ask: Any, act: str) -> None:
    assert ask(LOOKS[act]).exit_code == 0
    (event,) = trail(run)
    assert event["actor"].startswith("cli:")
    assert (event["act"], "name" in event["fields"]) == (act, True)
    assert NAME not in str(event)


@pytest.mark.parametrize("act", LOOKS)
def test_what_cannot_be_kept_is_not_told(instance: Instance, ask: Any, act: str, tmp_path: Path) -> None:
    engine = make_engine(load_settings().database_url)
    with engine.begin() as connection:
        refuse = "CREATE TRIGGER full BEFORE INSERT ON audit_events BEGIN SELECT RAISE(ABORT, 'full'); END"
        connection.execute(text(refuse))
    engine.dispose()
    result = ask(LOOKS[act])
    assert result.exit_code == 1
    assert NAME not in result.output
    assert not (tmp_path / "all.json").exists()


def test_candidates_that_a_refusal_names_are_kept(run: Run, instance: Instance, tmp_path: Path) -> None:
    other = tmp_path / "students.csv"
    other.write_text(f"姓名,身份证号,困难类别\n{NAME},{id_number()},低保\n", "utf-8")
    run("import", "students", other)
    result = run("shortlist", "--student", NAME)
    assert result.exit_code == 1
    assert NAME in result.stderr
    listed = trail(run)[-1]
    assert (listed["act"], len(listed["details"]["refs"])) == ("students.listed", 2)


def test_an_import_is_one_event_with_its_counts_and_a_check_none(
    run: Run, instance: Instance, tmp_path: Path
) -> None:
    file = tmp_path / "students.csv"
    file.write_text(f"姓名,身份证号,困难类别\n云小星,{id_number()},低保\n云小月,1,低保\n", "utf-8")
    assert run("import", "students", file, "--dry-run").exit_code == 0
    (named,) = trail(run)  # the check names who is missing from the file
    assert (named["act"], named["fields"], named["details"]) == ("students.listed", ["name"], {"students": 2})
    assert run("import", "students", file).exit_code == 0
    applied = trail(run)[1]
    assert (applied["act"], applied["subject"]["kind"]) == ("import.applied", "import")
    assert {name: applied["details"][name] for name in ("kind", "created", "rejected")} == {
        "kind": "students",
        "created": 1,
        "rejected": 1,
    }
    assert "云小" not in str(trail(run))


def test_corrections_of_titles_are_kept(run: Run, instance: Instance) -> None:
    run("occupation", "--correct", "焊工", "6-02-01-01")
    run("occupation", "--forget", "焊工")
    events = [(event["act"], event["subject"]["ref"], event["details"]) for event in trail(run)]
    assert events == [
        ("title.corrected", "6-02-01-01", {"openings": 1}),
        ("title.forgotten", "6-02-01-01", {"openings": 1}),
    ]


def test_nothing_about_anybody_leaves_no_trace(run: Run, instance: Instance) -> None:
    for arguments in (("find", "openings"), ("find", "companies"), ("occupation", "焊工"), ("user", "list")):
        assert run(*arguments).exit_code == 0
    assert trail(run) == []
