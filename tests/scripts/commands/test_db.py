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


def test_a_database_that_cannot_be_reached_is_one_line(run: Run, monkeypatch) -> None:
    monkeypatch.setenv("AIXIN_DATABASE_URL", "postgresql://aixin:hidden-word@127.0.0.1:1/none")
    result = run("db", "check")
    assert result.exit_code == 1
    assert "hidden-word" not in result.stderr
    assert "Traceback" not in result.stderr
