"""Companies one at a time, from the command line."""

import pytest

from tests.scripts.commands.conftest import Run, document

pytestmark = pytest.mark.usefixtures("instance")


def ref_of(run: Run) -> str:
    return str(document(run("find", "companies", "暖心", "--json"))["items"][0]["ref"])


def test_a_company_is_suspended_listed_and_taken_up_again(run: Run) -> None:
    ref = ref_of(run)
    assert document(run("company", "list", "--json")) == {"items": []}
    suspended = document(run("company", "suspend", ref, "--reason", "拖欠工资", "--json"))
    assert (suspended["status"], suspended["reason"]) == ("suspended", "拖欠工资")
    assert "拖欠工资" in run("company", "list").stdout
    assert document(run("company", "resume", ref, "--json"))["status"] == "active"
    assert "暖心" not in run("company", "list").stdout
    acts = [event["act"] for event in document(run("audit", "list", "--json"))["items"]]
    assert {"company.suspended", "company.resumed"} <= set(acts)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("suspend", "nobody", "--reason", "x"), "COMPANY_UNKNOWN"),
        (("suspend", "{ref}", "--reason", " "), "REASON_MISSING"),
        (("resume", "{ref}"), "COMPANY_ACTIVE"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, arguments: tuple[str, ...], code: str) -> None:
    told = [each.format(ref=ref_of(run)) for each in arguments]
    result = run("company", *told, "--json")
    assert result.exit_code == 1
    assert document(result)["error"]["code"] == code


def test_a_company_is_registered_by_hand(run: Run) -> None:
    told = ("--name", "晴天模具有限公司", "--uscc", "91320205MA27X8K5G1", "--place", "无锡市锡山区")
    made = document(run("company", "add", *told, "--json"))
    assert document(run("find", "companies", "晴天", "--json"))["items"][0]["ref"] == made["ref"]
    again = run("company", "add", *told, "--json")
    assert again.exit_code == 1
    error = document(again)["error"]
    assert error["code"] == "CONFLICT"
    assert [each["field"] for each in error["params"]["errors"]] == ["uscc"]
    said = run("company", "add", "--name", "新店", "--place", "火星", "--locale", "en")
    assert "place" in said.stderr.lower()
    assert "Traceback" not in said.stderr
