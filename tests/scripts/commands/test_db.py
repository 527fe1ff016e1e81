from pathlib import Path

import pytest

from tests.scripts.commands.conftest import Run, document


def test_a_database_that_was_never_made_is_named(run: Run) -> None:
    for command in (("db", "check"), ("find", "students"), ("shortlist", "--student", "x")):
        result = run(*command)
        assert result.exit_code == 1
        assert "aixin db upgrade" in result.stderr


def test_upgrading_makes_it_and_can_be_repeated(run: Run) -> None:
    assert run("db", "upgrade").exit_code == 0
    assert run("db", "upgrade").exit_code == 0
    checked = document(run("db", "check", "--json"))
    assert checked["current"] == checked["head"]


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://aixin:hidden-word@127.0.0.1:1/none",
        "postgresql://aixin:hidden-word@127.0.0.1:port/none",
        "sqlite:///{folder}/notes.txt",
    ],
)
def test_a_database_that_cannot_be_used_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    (tmp_path / "notes.txt").write_text("hidden-word\n" * 100, "utf-8")
    monkeypatch.setenv("AIXIN_DATABASE_URL", address.format(folder=tmp_path))
    result = run("db", "check", "--json")
    assert result.exit_code == 1
    assert document(result)["error"]["code"] == "DATABASE_UNREACHABLE"
    assert "hidden-word" not in result.stderr
    assert "Traceback" not in result.stderr
