"""What is promised and owed, from the command line."""

import pytest

from tests.scripts.commands.conftest import Run, document

pytestmark = pytest.mark.usefixtures("instance")


def test_who_is_owed_what(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (item,) = document(run("service", "owed", "--json"))["items"]
    assert (item["name"], [part["owed"] for part in item["owed"]]) == ("赵小满", [1, 1, 3, 1])
    assert "赵小满" in run("service", "owed").stdout
    monkeypatch.setenv("AIXIN_SERVICE_PROMISE", "0,0,5,0")
    (item,) = document(run("service", "owed", "--json"))["items"]
    assert [part["owed"] for part in item["owed"]] == [0, 0, 5, 0]
    monkeypatch.setenv("AIXIN_SERVICE_PROMISE", "0,0,0,0")
    assert document(run("service", "owed", "--json"))["items"] == []
    acts = [event["act"] for event in document(run("audit", "list", "--json"))["items"]]
    assert acts == ["services.owed"] * 4


def test_a_promise_that_is_none_stops_the_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIXIN_SERVICE_PROMISE", "1131")
    failed = run("service", "owed", "--json")
    assert failed.exit_code == 1
    assert document(failed)["error"]["params"]["problems"] == [
        {"code": "SERVICE_PROMISE_UNKNOWN", "name": "AIXIN_SERVICE_PROMISE", "value": "1131"}
    ]
