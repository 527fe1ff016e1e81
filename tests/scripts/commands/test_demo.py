from pathlib import Path

import pytest

from models.principal import ACCOUNT_ROLES
from tests.scripts.commands.conftest import Instance, Run, document

SMALL = ("demo", "--students", 60, "--companies", 20, "--openings", 80, "--seed", 7, "--json")


def test_a_demo_is_made_once_and_then_reused(run: Run) -> None:
    first = document(run(*SMALL))
    assert first["made"]
    assert (first["students"], first["companies"], first["openings"], first["seed"]) == (60, 20, 80, 7)
    assert document(run("find", "openings", "--json"))["total"] > 80  # those of the years before as well
    again = document(run("demo", "--json"))
    assert not again["made"]
    assert again["shortlist"]["for"] == first["shortlist"]["for"]


def test_another_district_is_made_only_when_asked_to_start_over(run: Run) -> None:
    run(*SMALL)
    refused = run("demo", "--openings", 50, "--json")
    assert refused.exit_code == 1
    assert document(refused)["error"]["code"] == "DISTRICT_DIFFERS"
    fresh = document(run("demo", "--fresh", "--students", 30, "--companies", 10, "--openings", 40, "--json"))
    assert (fresh["made"], fresh["openings"]) == (True, 40)
    assert 40 < document(run("find", "openings", "--json"))["total"] < 80


def test_somebodys_data_is_never_taken_for_a_demos(run: Run, instance: Instance) -> None:
    for arguments in (SMALL, (*SMALL, "--fresh")):
        refused = run(*arguments)
        assert refused.exit_code == 1
        assert document(refused)["error"]["code"] == "DATABASE_NOT_EMPTY"
    assert document(run("find", "openings", "--json"))["total"] == 2


def test_a_demos_note_does_not_let_another_database_be_dropped(
    run: Run, instance: Instance, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    others = f"sqlite:///{instance.folder}/aixin.sqlite"
    monkeypatch.setenv("AIXIN_INSTANCE", str(tmp_path / "another"))
    run(*SMALL)
    monkeypatch.setenv("AIXIN_DATABASE_URL", others)
    assert document(run(*SMALL, "--fresh"))["error"]["code"] == "WRONG_KEY"
    monkeypatch.setenv("AIXIN_INSTANCE", str(instance.folder))
    assert document(run("find", "openings", "--json"))["total"] == 2


def test_a_demo_that_was_interrupted_starts_over(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("scripts.commands.demo.generate_district", fail)
        assert run(*SMALL).exit_code == 1
    assert document(run(*SMALL))["made"]


def test_a_production_instance_is_left_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AIXIN_PROFILE", " Production")
    assert document(run(*SMALL))["error"]["code"] == "DEMO_ONLY"
    monkeypatch.delenv("AIXIN_PROFILE")
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "profile").write_text("production\n")
    assert document(run(*SMALL))["error"]["code"] == "DEMO_ONLY"


def test_a_demo_that_is_served_gives_one_document(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    served = []
    monkeypatch.setattr("scripts.commands.serve._run", lambda settings, service: served.append(service))
    monkeypatch.setattr("scripts.commands.serve.check_port", lambda host, port: None)
    result = run(*SMALL, "--serve")
    assert served[0].with_worker  # or an import and a plan on the desk would wait for ever
    assert document(result)["made"]
    assert "http://127.0.0.1:8000" in result.stderr
    assert "http://127.0.0.1:8123" in run(*SMALL, "--serve", "--port", 8123).stderr


def test_a_demo_says_that_it_keeps_its_own_keys_and_explains_a_shortlist(run: Run) -> None:
    result = run(*SMALL[:-1], "--locale", "en")
    assert result.exit_code == 0
    assert "made its own keys" in result.stderr
    assert "Criterion" in result.stdout


def test_a_demo_tells_its_log_ins_each_time_and_another_one_has_others(run: Run) -> None:
    first = document(run(*SMALL))["log_ins"]
    assert [each["role"] for each in first["accounts"]] == [role.value for role in ACCOUNT_ROLES]
    assert len(first["companies"]) == 2
    assert document(run("demo", "--json"))["log_ins"] == first
    told = run("demo").stdout
    assert all(each["password"] in told for each in first["accounts"])
    assert all(each["key"] in told for each in first["companies"])
    other = document(run(*SMALL, "--fresh"))["log_ins"]
    assert {each["password"] for each in other["accounts"]}.isdisjoint(
        each["password"] for each in first["accounts"]
    )
    assert len(document(run("user", "list", "--json"))["items"]) == len(ACCOUNT_ROLES)
