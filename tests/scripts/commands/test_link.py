"""A student's personal link, from the command line."""

import pytest

from tests.scripts.commands.conftest import Run, document

pytestmark = pytest.mark.usefixtures("instance")


def test_a_link_is_made_shown_once_and_ended(run: Run) -> None:
    made = document(run("link", "赵小满", "--at", "https://aixin.example/", "--days", 7, "--json"))
    assert made["url"].startswith("https://aixin.example/s/")
    assert made["url"] not in run("audit", "list", "--json").stdout
    assert document(run("link", made["student"], "--end", "--json"))["ended"] is True
    assert run("link", made["student"], "--end", "--locale", "en").stdout.strip() == "There was no link"
    acts = [event["act"] for event in document(run("audit", "list", "--json"))["items"]]
    assert {"link.made", "link.revoked"} <= set(acts)


def test_who_is_not_there_gets_none(run: Run) -> None:
    result = run("link", "nobody", "--json")
    assert (result.exit_code, document(result)["error"]["code"]) == (1, "UNKNOWN_SUBJECT")
    assert run("link", "赵小满", "--days", 61).exit_code == 2
