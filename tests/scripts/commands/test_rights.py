"""A copy for the student, an erasure, and what goes by itself: from the command line."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select, update

from api.settings import load_settings
from matcher.vocabulary import StudentState
from models.engine import make_engine, make_session
from models.student import Student
from models.vault import Vault
from tests.canaries import search_files
from tests.scripts.commands.conftest import Instance, Run, document


@pytest.fixture
def ref(instance: Instance) -> str:
    return instance.refs["赵小满"]


def acts(run: Run) -> list[str]:
    return [event["act"] for event in document(run("audit", "list", "--json"))["items"]]


def test_a_copy_in_every_form(run: Run, ref: str, tmp_path: Path) -> None:
    shown = document(run("export", "--student", ref, "--json"))
    assert shown["students"][0]["name"] == "赵小满"
    assert "赵小满" in run("export", "--student", ref).stdout
    for suffix in ("zip", "json", "html"):
        assert run("export", "--student", ref, "--out", tmp_path / f"copy.{suffix}").exit_code == 0
    with ZipFile(tmp_path / "copy.zip") as archive:
        assert archive.namelist() == ["data.json", "page.html"]
        assert json.loads(archive.read("data.json"))["students"] == shown["students"]
        assert "赵小满" in archive.read("page.html").decode()
    assert json.loads((tmp_path / "copy.json").read_text("utf-8"))["students"] == shown["students"]
    assert "<h1>关于赵小满" in (tmp_path / "copy.html").read_text("utf-8")
    assert acts(run) == ["student.exported"] * 5
    for left in tmp_path.glob("copy.*"):
        left.unlink()


@pytest.mark.parametrize("command", ["export", "erase"])
def test_nobody_of_that_reference(run: Run, instance: Instance, command: str) -> None:
    reason = ("--reason", "request") if command == "erase" else ()
    failed = run(command, "--student", "nobody", *reason, "--json")
    assert (failed.exit_code, document(failed)["error"]["code"]) == (1, "UNKNOWN_SUBJECT")


def test_whoever_is_erased_is_in_no_file_of_the_instance(run: Run, instance: Instance, ref: str) -> None:
    school = {"school": "锡山试验学院"}
    run("erase", "--student", instance.refs["钱立夏"], "--reason", "mistake")
    assert search_files(instance.folder, canaries=school) != []
    done = run("erase", "--student", ref, "--reason", "request", "--json")
    assert document(done) == {"erased": [ref]}
    assert search_files(instance.folder, canaries={**school, "name": "赵小满"}) == []
    assert document(run("find", "students", "--json"))["total"] == 0
    assert run("export", "--student", ref).exit_code == 1
    listed = document(run("erase", "--list", "--json"))["items"]
    assert {item["student"]: item["reason"] for item in listed} == {
        instance.refs["钱立夏"]: "mistake",
        ref: "request",
    }
    assert ref in run("erase", "--list").stdout


def test_a_list_is_applied_again(run: Run, instance: Instance, ref: str, tmp_path: Path) -> None:
    path = tmp_path / "erased.json"
    path.write_text(json.dumps({"items": [{"student": ref}, {"student": "a" * 26}]}), "utf-8")
    assert document(run("erase", "--again", path, "--json")) == {"erased": [ref]}
    assert document(run("erase", "--again", path, "--json")) == {"erased": []}
    path.write_text("[]", "utf-8")
    failed = run("erase", "--again", path, "--json")
    assert document(failed)["error"]["code"] == "ERASED_LIST_UNREADABLE"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [((), "ERASE_WHOM"), (("--student", "x"), "REASON_NEEDED")],
)
def test_what_is_missing_is_said(run: Run, instance: Instance, arguments: tuple[str, ...], code: str) -> None:
    failed = run("erase", *arguments, "--json")
    assert (failed.exit_code, document(failed)["error"]["code"]) == (1, code)


def test_retention_previews_and_then_does(run: Run, instance: Instance, ref: str) -> None:
    settings = load_settings()
    engine = make_engine(settings.database_url)
    with make_session(engine, Vault(settings.keys)) as session:
        long_ago = session.scalars(select(Student.created_at).where(Student.ref == ref)).one()
        values = {"state": StudentState.LEFT_PROGRAMME, "updated_at": long_ago.replace(year=2001)}
        session.execute(update(Student).where(Student.ref == ref).values(**values))
        session.commit()
    engine.dispose()
    for dry_run in (True, False):
        arguments = ("--dry-run",) if dry_run else ()
        told = document(run("retention", *arguments, "--json"))
        assert (told["students"], told["dry_run"]) == ([ref], dry_run)
    assert document(run("retention", "--json"))["students"] == []
    assert run("retention", "--dry-run").exit_code == 0
    assert acts(run)[:3] == ["retention.applied", "retention.applied", "student.erased"]
